"""汇总: the packets of many units in, the summary table out."""
