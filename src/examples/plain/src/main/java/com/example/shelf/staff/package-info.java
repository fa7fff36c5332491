/** What staff are answered. */
@AppRoot
package com.example.shelf.staff;

import dev.trestle.AppRoot;
