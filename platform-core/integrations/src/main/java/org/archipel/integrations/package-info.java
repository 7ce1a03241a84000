/** Integrations, connectors and hub records. */
package org.archipel.integrations;
