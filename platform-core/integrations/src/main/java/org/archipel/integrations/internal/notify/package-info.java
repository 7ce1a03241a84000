/** Webhooks out: subscriptions to platform events, signed deliveries, retries over days, dead letters. */
package org.archipel.integrations.internal.notify;
