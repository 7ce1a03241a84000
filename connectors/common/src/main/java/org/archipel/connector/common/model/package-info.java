/** What a REST provider has, as data: entities, listings, pagination, writing. */
package org.archipel.connector.common.model;
