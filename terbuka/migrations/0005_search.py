"""The full-text index: a table of FTS5 on SQLite, a column of type tsvector on PostgreSQL."""

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE terbuka_searchindex USING fts5(
    title, body, facets, tokenize = 'unicode61', detail = 'column'
)
"""
# A word in the title weighs eight times one below it; facets only narrow.
SQLITE_RANK = "INSERT INTO terbuka_searchindex (terbuka_searchindex, rank) VALUES ('rank', 'bm25(8.0, 1.0, 0.0)')"
POSTGRES = "ALTER TABLE terbuka_searchentry ADD COLUMN terms tsvector"
POSTGRES_INDEX = "CREATE INDEX search_terms ON terbuka_searchentry USING gin (terms)"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE)
        schema_editor.execute(SQLITE_RANK)
    else:
        schema_editor.execute(POSTGRES)
        schema_editor.execute(POSTGRES_INDEX)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE terbuka_searchindex")
    else:
        schema_editor.execute("ALTER TABLE terbuka_searchentry DROP COLUMN terms")


class Migration(migrations.Migration):

    dependencies = [("terbuka", "0004_catalogue")]
    operations = [migrations.RunPython(make, unmake)]
