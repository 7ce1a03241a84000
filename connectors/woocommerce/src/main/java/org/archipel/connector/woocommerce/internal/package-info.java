/** The WooCommerce connector. */
package org.archipel.connector.woocommerce.internal;
