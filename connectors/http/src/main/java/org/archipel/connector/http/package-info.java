/** The HTTP connector. */
package org.archipel.connector.http;
