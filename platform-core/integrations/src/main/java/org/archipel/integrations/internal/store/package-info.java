/** How integrations are stored: the aggregate through JPA, bulk rows through JDBC. */
package org.archipel.integrations.internal.store;
