/** Webhooks that the platform asks remote systems for, for integrations that synchronize as soon as something changes. */
package org.archipel.integrations.internal.subscription;
