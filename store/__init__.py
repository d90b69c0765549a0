"""The memory: PostgreSQL as ledger, board, outbox, papers and accounts. SQL lives in this room only."""
