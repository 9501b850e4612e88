"""Pages of those who stand above units: one province with its regencies, one body with its provinces."""

from terbuka.web.region.export import region_export
from terbuka.web.region.groups import region_groups
from terbuka.web.region.items import region_items
from terbuka.web.region.overview import region

__all__ = ["region", "region_export", "region_groups", "region_items"]
