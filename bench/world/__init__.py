"""A local council world for the benchmarks: its feeds, and the server they are on."""
