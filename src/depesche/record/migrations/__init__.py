"""Alembic migrations of the record, one for each schema; `depesche.record.migrate` runs them.

A migration changes what cannot be made again (judgements, tokens) and hands the readings on in `kept_reading`; all
other tables are made anew from them afterwards by the version of Depesche that is running.
"""
