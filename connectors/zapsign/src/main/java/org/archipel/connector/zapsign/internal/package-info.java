/** The ZapSign connector. */
package org.archipel.connector.zapsign.internal;
