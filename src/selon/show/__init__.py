"""show: what people look at: the terminal table, the report, the pages."""
