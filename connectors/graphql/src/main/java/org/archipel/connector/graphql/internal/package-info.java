/** The GraphQL connector. */
package org.archipel.connector.graphql.internal;
