"""The board: pages, forms, a JSON API and live updates for officers, leaders and the legal team."""
