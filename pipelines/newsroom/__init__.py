"""Who a text names as its maker: desk lines, by-lines, credited agencies."""
