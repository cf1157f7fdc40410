"""Who and what the news names: places, companies, mines and plants, commodities, officials."""
