/** Identity, keys, credentials and the audit log in the database. */
package org.archipel.security.internal.store;
