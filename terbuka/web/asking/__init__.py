"""Where a citizen asks for information, follows the own case and objects: no account, no script needed."""
