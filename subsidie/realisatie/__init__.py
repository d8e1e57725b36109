"""From award to the last home: the plan, what is delivered, changes, payments, settlement and recovery."""
