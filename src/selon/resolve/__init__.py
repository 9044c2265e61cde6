"""resolve: mention -> speaker, day, GeoNames id, side; and the quantities that answer a question."""
