/** The connector's configuration as values; it mirrors the JSON Schema that the definition carries. */
package org.archipel.connector.http.internal.config;
