/** The Zoom connector. */
package org.archipel.connector.zoom.internal;
