"""batch: engines that read many pages: one process or several. Each gives the readings in the order of the pages."""
