<?php
/**
 * Plugin Name: Saring
 * Description: Has the Akismet plugin ask a Saring of your own instead of Akismet.
 * Version: 1.0
 * Requires at least: 5.0
 * Requires PHP: 7.2
 * License: GPL-2.0-or-later
 *
 * Put this file into wp-content/mu-plugins and two lines into wp-config.php:
 *
 *     define( 'SARING_URL', 'https://saring.example' );
 *     define( 'SARING_KEY', '0123456789ab' );
 *
 * SARING_TIMEOUT (seconds, 5 by default) is how long a reader waits at most, and SARING_PAUSE (60) how
 * long nothing is asked after Saring did not answer. Meanwhile comments wait in WordPress, as the
 * Akismet plugin has it: they are pending, and it asks again by itself.
 *
 * This program is free software; you can redistribute it and/or modify it under the terms of the GNU
 * General Public License as published by the Free Software Foundation; either version 2 of the License,
 * or (at your option) any later version. It is distributed without any warranty; see the GNU General
 * Public License for more details.
 */

if ( ! defined( 'ABSPATH' ) || ! defined( 'SARING_URL' ) || ! defined( 'SARING_KEY' ) ) {
	return;
}

if ( ! defined( 'WPCOM_API_KEY' ) ) {
	define( 'WPCOM_API_KEY', SARING_KEY );
}

add_filter( 'pre_http_request', 'saring_ask_instead', 10, 3 );

/**
 * Answer a request to Akismet with what Saring says, and leave every other one alone.
 *
 * @param false|array|WP_Error $answer  What another filter answered already, or false.
 * @param array                $request The request's arguments.
 * @param string               $url     Where it goes.
 * @return false|array|WP_Error The answer, or false where this request is none of ours.
 */
function saring_ask_instead( $answer, $request, $url ) {
	$parts = wp_parse_url( $url );
	if ( false !== $answer || ! is_array( $parts ) || ! saring_is_akismet( $parts ) ) {
		return $answer;
	}
	if ( get_transient( 'saring_away' ) ) {
		return new WP_Error( 'saring_away', 'Saring did not answer a moment ago.' );
	}

	$path  = isset( $parts['path'] ) ? $parts['path'] : '/';
	$query = isset( $parts['query'] ) ? '?' . $parts['query'] : '';
	unset( $request['headers']['Host'], $request['headers']['host'] );
	$request['timeout']            = min( (float) $request['timeout'], saring_seconds( 'SARING_TIMEOUT', 5 ) );
	$request['redirection']        = 0;
	$request['reject_unsafe_urls'] = false;
	// The blog's own address of Saring may well be one that WordPress takes for unsafe.
	$answer = wp_remote_request( untrailingslashit( SARING_URL ) . $path . $query, $request );
	if ( is_wp_error( $answer ) || wp_remote_retrieve_response_code( $answer ) >= 500 ) {
		// The Akismet plugin asks three times; the reader should not wait for each of them.
		set_transient( 'saring_away', 1, (int) saring_seconds( 'SARING_PAUSE', 60 ) );
	}
	return $answer;
}

/**
 * Whether an address is Akismet's, with or without the key before it.
 *
 * @param array $parts The parts of the address.
 * @return bool
 */
function saring_is_akismet( $parts ) {
	$host = isset( $parts['host'] ) ? strtolower( $parts['host'] ) : '';
	return 'rest.akismet.com' === $host || '.rest.akismet.com' === substr( $host, -17 );
}

/**
 * A time that wp-config.php may set.
 *
 * @param string $name    The constant.
 * @param float  $default Seconds where it is not set.
 * @return float At least a second.
 */
function saring_seconds( $name, $default ) {
	return max( 1.0, (float) ( defined( $name ) ? constant( $name ) : $default ) );
}
