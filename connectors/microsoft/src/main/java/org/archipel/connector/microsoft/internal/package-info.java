/** The Microsoft Graph connector. */
package org.archipel.connector.microsoft.internal;
