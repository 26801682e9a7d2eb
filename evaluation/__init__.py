"""Scorers against gold annotations; outside the package, nothing imports them."""
