/** The Plaid connector. */
package org.archipel.connector.plaid.internal;
