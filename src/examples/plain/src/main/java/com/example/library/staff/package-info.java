/** What staff are answered. */
@AppRoot
package com.example.library.staff;

import dev.trestle.AppRoot;
