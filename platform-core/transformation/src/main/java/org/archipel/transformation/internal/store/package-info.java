/** Rule sets in the database. */
package org.archipel.transformation.internal.store;
