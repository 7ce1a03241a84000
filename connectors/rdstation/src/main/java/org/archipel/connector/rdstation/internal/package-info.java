/** The RD Station connector. */
package org.archipel.connector.rdstation.internal;
