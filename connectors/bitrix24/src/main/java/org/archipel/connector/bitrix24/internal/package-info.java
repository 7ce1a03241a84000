/** The Bitrix24 connector. */
package org.archipel.connector.bitrix24.internal;
