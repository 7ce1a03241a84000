/** The Google connector. */
package org.archipel.connector.google.internal;
