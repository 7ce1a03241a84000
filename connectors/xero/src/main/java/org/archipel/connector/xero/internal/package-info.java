/** The Xero connector. */
package org.archipel.connector.xero.internal;
