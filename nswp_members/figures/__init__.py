"""Numbers for those who may not see what stands behind them: taken once in a period, suppressed, and kept."""
