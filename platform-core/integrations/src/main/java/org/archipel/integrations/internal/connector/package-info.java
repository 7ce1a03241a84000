/** Connectors: which there are, whether a configuration fits them, and sessions with them. */
package org.archipel.integrations.internal.connector;
