/** The HubSpot connector. */
package org.archipel.connector.hubspot.internal;
