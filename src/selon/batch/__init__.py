"""batch: engines that run the pipeline over many pages."""
