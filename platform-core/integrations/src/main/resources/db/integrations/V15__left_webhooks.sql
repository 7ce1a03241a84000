-- What an integration was that is removed while webhooks that it asked for may still be there: enough to end them. Empty while it is there.
ALTER TABLE webhook_subscriptions ADD COLUMN removed ${json};
