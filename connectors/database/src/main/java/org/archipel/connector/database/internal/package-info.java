/** The Database connector. */
package org.archipel.connector.database.internal;
