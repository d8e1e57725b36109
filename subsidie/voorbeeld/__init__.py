"""The example tranche: invented applications with the published totals of 2023."""
