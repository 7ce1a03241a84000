/** The page that shows the description of the API. */
package org.archipel.rest.internal.docs;
