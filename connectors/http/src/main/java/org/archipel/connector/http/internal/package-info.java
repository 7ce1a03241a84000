/** The HTTP connector: any REST API as a source and target of records, by configuration alone. */
package org.archipel.connector.http.internal;
