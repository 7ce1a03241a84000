/** The Webhook connector. */
package org.archipel.connector.webhook.internal;
