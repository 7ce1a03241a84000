/** Webhooks in: verified over their raw bytes, stored before they are answered, processed in order per key. */
package org.archipel.integrations.internal.webhook;
