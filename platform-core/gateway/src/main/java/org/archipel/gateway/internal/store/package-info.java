/** Custom APIs in the database. */
package org.archipel.gateway.internal.store;
