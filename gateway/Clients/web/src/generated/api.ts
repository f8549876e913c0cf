// Generated of /openapi.json by scripts/generate.js. Not to be edited.

export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Keys of guests' tokens
         * @description The public keys that verify the tokens of guest sessions, as a JSON Web Key Set (RFC 7517).
         */
        get: operations["Gateway_GetKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/openid-configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The issuer of guests' tokens
         * @description What a service that is told the gateway's address needs in order to trust the tokens of guest sessions (OpenID Connect Discovery).
         */
        get: operations["Gateway_GetIssuer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists adjustments that were asked for, the oldest first
         * @description Lists adjustments that were asked for, the oldest first.
         *
         *     Errors:
         *     - INVALID_ARGUMENT PAGE_TOKEN_INVALID
         *
         *     Access: agent, ops only. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.AdjustmentService/ListAdjustments`.
         */
        get: operations["AdjustmentService_ListAdjustments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/adjustments/{adjustmentId}:approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes an adjustment that somebody else asked for
         * @description Makes an adjustment that somebody else asked for.
         *
         *     The program of the day says up to how many points each role approves. The entries name who asked. What the points do not allow now is refused, and stays pending.
         *
         *     Errors:
         *     - NOT_FOUND ADJUSTMENT_NOT_FOUND
         *     - FAILED_PRECONDITION ADJUSTMENT_DECIDED: metadata state.
         *     - PERMISSION_DENIED OWN_ADJUSTMENT: the same person asked for it.
         *     - PERMISSION_DENIED APPROVAL_LIMIT: of the role; metadata limit.
         *     - FAILED_PRECONDITION INSUFFICIENT_POINTS: without `allow_debt`.
         *     - INVALID_ARGUMENT EXPIRES_IN_PAST
         *
         *     Access: agent, ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.AdjustmentService/ApproveAdjustment`.
         */
        post: operations["AdjustmentService_ApproveAdjustment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/adjustments/{adjustmentId}:decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turns an adjustment down, or takes one's own back
         * @description Turns an adjustment down, or takes one's own back.
         *
         *     Errors:
         *     - NOT_FOUND ADJUSTMENT_NOT_FOUND
         *     - FAILED_PRECONDITION ADJUSTMENT_DECIDED: metadata state.
         *     - PERMISSION_DENIED APPROVAL_LIMIT: somebody else's; metadata limit.
         *     - INVALID_ARGUMENT REASON_REQUIRED
         *
         *     Access: agent, ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.AdjustmentService/DeclineAdjustment`.
         */
        post: operations["AdjustmentService_DeclineAdjustment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells how many of each sku can be shipped, and at which stores near a place they can be collected
         * @description Tells how many of each sku can be shipped, and at which stores near a place they can be collected.
         *
         *     Each store comes with its distance, along the great circle, and whether it is open. An unknown sku is answered with none available.
         *
         *     Errors:
         *     - INVALID_ARGUMENT MARKET_UNKNOWN
         *
         *     Access: anybody. Weight: 1.
         *
         *     gRPC: `omnichannel.cart.v1.CatalogueService/CheckAvailability`.
         */
        get: operations["CatalogueService_CheckAvailability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Starts a one-off message to up to 1,000 contacts
         * @description Starts a one-off message to up to 1,000 contacts.
         *
         *     Each is checked like any other message. Those without consent are suppressed.
         *
         *     A campaign writes to a contact once, in later calls too.
         *
         *     Errors:
         *     - INVALID_ARGUMENT TEMPLATE_INVALID, BATCH_TOO_LARGE
         *
         *     Access: ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.messaging.v1.MessagingService/StartCampaign`.
         */
        post: operations["MessagingService_StartCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts:active": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers the active cart of the caller in a market
         * @description Answers the active cart of the caller in a market.
         *
         *     There is always exactly one. An owner without one gets an empty cart at version 0, which is stored by its first operation. Prices and availability are re-checked; what changed is flagged on the lines.
         *
         *     Errors:
         *     - INVALID_ARGUMENT MARKET_UNKNOWN
         *     - PERMISSION_DENIED ROLE_NOT_ALLOWED: a customer or guest names another owner.
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; agent, service. Weight: 1.
         *
         *     gRPC: `omnichannel.cart.v1.CartService/GetActiveCart`.
         */
        get: operations["CartService_GetActiveCart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts:mergeGuest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Moves a guest's cart into the cart of the customer who has just signed in, and explains every line
         * @description Moves a guest's cart into the cart of the customer who has just signed in, and explains every line.
         *
         *     The guest session's token proves that the cart was theirs. The merge can be undone for 15 minutes. Two logins at once merge once: the second gets the first's answer. A crash in between is resumed; nothing is lost or doubled.
         *
         *     Errors:
         *     - NOT_FOUND GRANT_NOT_VALID
         *     - FAILED_PRECONDITION CART_IN_CHECKOUT: either cart; comes with RetryInfo.
         *     - FAILED_PRECONDITION CART_ALREADY_MERGED: into another customer's cart.
         *
         *     Access: customer with the cart.guest grant in `guest_token`. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CartService/MergeGuestCart`.
         */
        post: operations["CartService_MergeGuestCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts:openLink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens a cart link: the owner gets the live cart, anybody else a copy
         * @description Opens a cart link: the owner gets the live cart, anybody else a copy.
         *
         *     The owner gets it also after they signed in and their guest's cart moved. A link may be forwarded, so others get no access to that cart: what lay in it when the link was made is copied into the caller's own cart of the same market, priced now, each line explained. Items and quantities only; codes, notes, stores and the owner stay unknown.
         *
         *     A line that is there already, saved for later or not, is in the cart then and raised to the link's quantity, so opening it twice doubles nothing. The link's campaign becomes the cart's, and the sale's (CartCheckedOut.campaign_source).
         *
         *     The token is a grant of scope `cart.link` on `{cart_id}|{generation}|{milliseconds since 1970 when it was made}|{campaign_source}`. Messaging signs those of its abandoned-cart messages itself.
         *
         *     Errors:
         *     - NOT_FOUND GRANT_NOT_VALID: forged, expired, or the cart is sold or gone, all alike; the owner of a sold cart gets the live one.
         *     - FAILED_PRECONDITION CART_IN_CHECKOUT, CART_CLOSED: the caller's own cart.
         *
         *     Access: customer, guest with the cart.link grant in `token`. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CartService/OpenCartLink`.
         */
        post: operations["CartService_OpenCartLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers one cart, re-checked like GetActiveCart
         * @description Answers one cart, re-checked like GetActiveCart.
         *
         *     Errors:
         *     - NOT_FOUND CART_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, associate, agent, service. Weight: 1.
         *
         *     gRPC: `omnichannel.cart.v1.CartService/GetCart`.
         */
        get: operations["CartService_GetCart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}:apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Applies up to 1,000 operations one after the other, and answers each: APPLIED, MERGED, DUPLICATE, OUT_OF_ORDER or REJECTED
         * @description Applies up to 1,000 operations one after the other, and answers each: APPLIED, MERGED, DUPLICATE, OUT_OF_ORDER or REJECTED.
         *
         *     A bad operation never keeps the others from applying; only text that cannot be kept (not UTF-8, a NUL) refuses the whole request: INVALID_FIELD. What an operation had not seen of the cart (`base_version`), it does not undo.
         *
         *     A device numbers its operations (`device_seq`), so each happens once; such a request takes no key. Send operations again until they are answered, and keep them until `stable_version` passes them. A number that came before, in the batch or earlier, is DUPLICATE. One that is too high at its place is OUT_OF_ORDER and does not use it up. A refused operation uses its number up. One numbered below 1, or not at all beside others that are, is REJECTED and has none to use up.
         *
         *     A client that never edits off line leaves the numbers out: plain operations. The request then carries an idempotency key, which makes it once. Repeated, it gets the first results, with the cart as it is then. Keys are remembered for 24 hours, the last 200 of a cart. CartEditService has short forms.
         *
         *     Operations on a cart that was checked out or merged since `base_version` are redirected to the owner's current cart, which is then the cart of the answer. Additions transfer, flagged; the rest answers CART_CLOSED. A guest's session has a part in the cart that its cart moved into for 15 minutes only, and with what it added before it saw its own cart closed. It is answered with that closed cart and sees nothing of the other.
         *
         *     Reasons of REJECTED:
         *     - SKU_UNKNOWN, LINE_NOT_FOUND, QUANTITY_OUT_OF_RANGE
         *     - LINE_LIMIT: 500 lines.
         *     - CODE_LIMIT: 32 codes.
         *     - OPTIONS_TOO_LARGE: 2 KiB.
         *     - OPTIONS_INVALID: a control character.
         *     - OPTION_NOT_OFFERED, OPTION_REQUIRED: metadata `option`.
         *     - STORE_UNKNOWN, PICKUP_NOT_OFFERED
         *     - SHIPPING_OPTION_UNKNOWN: what can be no option's id; whether there is such an option is for the checkout.
         *     - GIFT_NOTE_TOO_LONG
         *     - NOT_FOR_SALE: no price in the market.
         *     - CART_CLOSED
         *     - OPERATION_INVALID: empty, a code of more than 32 characters, a `device_seq` below 1 or missing, a negative `base_version`.
         *     - DEVICE_LIMIT: 1,000 other devices within 30 days; its number stays free.
         *
         *     After an error nothing was applied.
         *
         *     Errors:
         *     - NOT_FOUND CART_NOT_FOUND
         *     - INVALID_ARGUMENT BATCH_TOO_LARGE, DEVICE_MISMATCH
         *     - INVALID_ARGUMENT IDEMPOTENCY_KEY_MISSING: plain operations.
         *     - ABORTED IDEMPOTENCY_KEY_REUSED: plain operations.
         *     - ABORTED CONCURRENT_CHANGE: a merge is not finished yet; send the same operations again.
         *     - FAILED_PRECONDITION CART_IN_CHECKOUT: metadata channel, store_id, expires_at; comes with RetryInfo, send the same operations again.
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, associate, agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CartService/ApplyOperations`.
         */
        post: operations["CartService_ApplyOperations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}:checkoutInStore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sells a cart at a till that joined it: BeginCheckout and CompleteCheckout in one call
         * @description Sells a cart at a till that joined it: BeginCheckout and CompleteCheckout in one call.
         *
         *     Coupons and points are of the cart's owner, tenders are taken at the till. There is exactly one sale, however often it is sent. It ends the part of every till in the cart: for the next cart it joins anew.
         *
         *     Handed over at once are the lines that nobody chose another way for, and those to be collected at the till's own store. A line to be shipped, or to be collected at another store, stays so on the order. A till that hands it over all the same says so first, with set_fulfilment take_away.
         *
         *     After UNAVAILABLE it is as at BeginCheckout: send the call again. After any other error nothing is sold or held. With CHECKOUT_CANCELLED, HOLD_EXPIRED and HOLD_RELEASED the tenders that came with an amount are given back by refund instruction. With all others the till gives back what it took.
         *
         *     Errors:
         *     - those of BeginCheckout
         *     - those of CompleteCheckout
         *     - RESOURCE_EXHAUSTED CODE_LIMIT: more than 32 codes with those of the cart.
         *
         *     Access: terminal only. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CheckoutService/CheckoutInStore`.
         */
        post: operations["CheckoutService_CheckoutInStore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}:createLink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a link that resumes the cart on any device, for 30 days
         * @description Makes a link that resumes the cart on any device, for 30 days.
         *
         *     It ends when the cart is sold. It holds nothing and changes nothing; a second one is as good as the first. What may be done with it: see OpenCartLink.
         *
         *     Errors:
         *     - NOT_FOUND CART_NOT_FOUND
         *
         *     Access: customers and guests for what is theirs; agent, service. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CartService/CreateCartLink`.
         */
        post: operations["CartService_CreateCartLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}:releaseHandoff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a device's part in the cart: its own when called by a joined device, any when called by the owner
         * @description Ends a device's part in the cart: its own when called by a joined device, any when called by the owner.
         *
         *     With it end the parts of all whom that device let in, and so on, and a code that one of them made. A device that is not joined is no error.
         *
         *     Errors:
         *     - NOT_FOUND CART_NOT_FOUND
         *     - FAILED_PRECONDITION CART_IN_CHECKOUT: one of those devices runs the checkout.
         *
         *     Access: customers and guests for what is theirs; terminal, associate, agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CartService/ReleaseHandoff`.
         */
        post: operations["CartService_ReleaseHandoff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}:reorder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts lines of a past order (as Order-tracking answers them) into a cart again, up to 500, at the prices of now
         * @description Puts lines of a past order (as Order-tracking answers them) into a cart again, up to 500, at the prices of now.
         *
         *     Each is answered: added, added at another price, or why not.
         *
         *     Reasons of a line that is not added:
         *     - SKU_UNKNOWN, NOT_FOR_SALE, QUANTITY_OUT_OF_RANGE, LINE_LIMIT
         *     - OPTIONS_TOO_LARGE, OPTIONS_INVALID, OPTION_NOT_OFFERED, OPTION_REQUIRED
         *
         *     Errors:
         *     - NOT_FOUND CART_NOT_FOUND
         *     - FAILED_PRECONDITION CART_IN_CHECKOUT, CART_CLOSED
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, associate, agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CartService/ReorderItems`.
         */
        post: operations["CartService_ReorderItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}:watch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams the cart as it changes
         * @description Streams the cart as it changes.
         *
         *     First comes a snapshot, or the changes since `resume_version` while they are still logged; then every change as it commits. After a gap a fresh snapshot comes instead of a change.
         *
         *     Where versions become stable later than they are shown (`stable_version`), a change from the version to itself tells when all that was shown is. While edits go on, each tells how far it is.
         *
         *     Errors:
         *     - NOT_FOUND CART_NOT_FOUND: also when the handoff of the watching device ends.
         *     - RESOURCE_EXHAUSTED WATCHER_TOO_SLOW: watch again from the last version.
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, associate, agent. Weight: 1.
         *
         *     gRPC: `omnichannel.cart.v1.CartService/WatchCart`.
         */
        get: operations["CartService_WatchCart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}/checkouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Freezes the cart and begins its checkout: prices and stock are re-checked, coupons and points held at Loyalty
         * @description Freezes the cart and begins its checkout: prices and stock are re-checked, coupons and points held at Loyalty.
         *
         *     The checkout is READY with its due amount, or still HOLDING when Loyalty is slow: poll GetCheckout, or watch the cart. It is cancelled after 15 minutes unless completed. Of two channels at once one wins. A repetition with the same key goes on with the same checkout.
         *
         *     Contact and delivery details are not kept here. Those of the call that wins are passed on to Messaging and Order-tracking, before anything is held. The loser's never are.
         *
         *     A contact that the owner gives becomes the owner's at Messaging. One that anybody else gives is the checkout's: messages about its order go there, and the owner's stays as it was. Without one they go to the owner.
         *
         *     After UNAVAILABLE the cart may be frozen for this call (HOLDING, its details not passed on yet): send it again, or cancel the checkout. After a refusal from Loyalty or Messaging the cart is open under a new version.
         *
         *     Errors:
         *     - NOT_FOUND CART_NOT_FOUND
         *     - INVALID_ARGUMENT CURRENCY_MISMATCH: metadata currency_code.
         *     - ABORTED CART_CHANGED: `expected_version` is not the cart's; metadata version.
         *     - FAILED_PRECONDITION CART_IN_CHECKOUT: who runs it, on which channel and where; metadata role, subject_id, channel, store_id, started_at, expires_at.
         *     - FAILED_PRECONDITION CART_CLOSED: a guest's cart that moved.
         *     - FAILED_PRECONDITION CART_EMPTY
         *     - FAILED_PRECONDITION PICKUP_NOT_OFFERED: metadata line_id, store_id.
         *     - FAILED_PRECONDITION OUT_OF_STOCK: metadata line_id, change, available, and line_ids separated by commas.
         *     - FAILED_PRECONDITION ORDER_LIMIT_EXCEEDED: of Item.order_limit; metadata sku, limit, line_id, line_ids.
         *     - FAILED_PRECONDITION PRICE_CHANGED: metadata line_id, what changed (change, previous, now), line_ids, total_minor, expected_minor.
         *     - FAILED_PRECONDITION SHIPPING_OPTION_REQUIRED, SHIPPING_OPTION_UNKNOWN, DELIVERY_REQUIRED, CONTACT_REQUIRED
         *     - FAILED_PRECONDITION CHECKOUT_CANCELLED: meanwhile, by somebody else or by time.
         *     - FAILED_PRECONDITION INSUFFICIENT_POINTS, NOT_A_MEMBER, BELOW_MINIMUM_REDEMPTION, CURRENCY_NOT_REDEEMABLE: from Loyalty.
         *     - FAILED_PRECONDITION POINTS_EXCEED_DUE: from Loyalty; metadata max_points.
         *     - FAILED_PRECONDITION POINTS_NOT_YOURS: from Loyalty, of a shopper who is not the owner.
         *     - FAILED_PRECONDITION COUPON_VOIDED, COUPON_PAUSED, COUPON_BUDGET_SPENT: from Loyalty; metadata code.
         *     - FAILED_PRECONDITION COUPON_EXPIRED, COUPON_NOT_YET_VALID, COUPON_USED, COUPON_MINIMUM_NOT_MET, COUPON_NOT_APPLICABLE: from Loyalty; metadata code.
         *     - FAILED_PRECONDITION COUPON_UNKNOWN: from Loyalty, to shoppers also for another member's; metadata code.
         *     - FAILED_PRECONDITION EARLY_ACCESS_REQUIRED: from Loyalty, of an item that is not sold to all yet; metadata early_access_id.
         *     - FAILED_PRECONDITION COUPON_CODE_MISREAD: from Loyalty, before anybody looks it up; metadata code.
         *     - FAILED_PRECONDITION COUPON_NOT_YOURS: from Loyalty, to tills and agents; metadata code.
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many wrong coupon codes, see CouponService.GetCoupon; not kept under the key.
         *     - NOT_FOUND GIFT_CARD_NOT_FOUND, WALLET_NOT_FOUND: from Loyalty; the cart stays as it is.
         *     - FAILED_PRECONDITION CREDIT_NOT_YOURS: from Loyalty, of a shopper who is not the owner.
         *     - FAILED_PRECONDITION WALLET_CURRENCY: from Loyalty; metadata currency_code.
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many wrong gift cards, see GiftCardService.LookUpGiftCard; not kept under the key.
         *     - INVALID_ARGUMENT EMAIL_INVALID, PHONE_INVALID, LANGUAGE_INVALID, TIME_ZONE_UNKNOWN: from Messaging.
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CheckoutService/BeginCheckout`.
         */
        post: operations["CheckoutService_BeginCheckout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}/checkouts/{checkoutId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers one checkout of the cart, past ones included
         * @description Answers one checkout of the cart, past ones included.
         *
         *     Whoever began or completed it is answered also when their part in the cart is over.
         *
         *     Errors:
         *     - NOT_FOUND CHECKOUT_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, agent, service. Weight: 1.
         *
         *     gRPC: `omnichannel.cart.v1.CheckoutService/GetCheckout`.
         */
        get: operations["CheckoutService_GetCheckout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}/checkouts/{checkoutId}:cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a checkout up, releases what was held, and opens the cart again
         * @description Gives a checkout up, releases what was held, and opens the cart again.
         *
         *     Cancelling a cancelled one answers it again.
         *
         *     Errors:
         *     - NOT_FOUND CHECKOUT_NOT_FOUND
         *     - FAILED_PRECONDITION CHECKOUT_ALREADY_COMPLETED, CHECKOUT_COMPLETING
         *
         *     Access: customers and guests for what is theirs; terminal, agent, service. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CheckoutService/CancelCheckout`.
         */
        post: operations["CheckoutService_CancelCheckout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}/checkouts/{checkoutId}:complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Completes a READY checkout with payments that were really taken: by a till, or by a service that verified them
         * @description Completes a READY checkout with payments that were really taken: by a till, or by a service that verified them.
         *
         *     Never callable by the customer. It commits the holds, then sells the cart: exactly one order, whatever is repeated. A checkout that was already completed with the same tenders answers the same order. A till is answered about its own checkout also when its part in the cart is over.
         *
         *     Kind and reference name a payment. One that no sale can stand on any more becomes a refund instruction (CheckoutRefundRequested): once, however often it is sent and however late. A payment that a sale stands on never does.
         *
         *     A refusal with INVALID_ARGUMENT or CHECKOUT_NOT_READY leaves the checkout as it was and the payment with the caller: correct it, or void it.
         *
         *     Errors:
         *     - NOT_FOUND CART_NOT_FOUND, CHECKOUT_NOT_FOUND: a refund follows when a service called.
         *     - INVALID_ARGUMENT TENDERS_DO_NOT_MATCH: metadata due_minor (what wallets leave), cash_due_minor, tendered_minor.
         *     - INVALID_ARGUMENT CURRENCY_MISMATCH: metadata currency_code.
         *     - INVALID_ARGUMENT TENDER_REPEATED
         *     - INVALID_ARGUMENT CARD_NUMBER_REFUSED: a reference with 13 to 19 digits that pass the Luhn check.
         *     - FAILED_PRECONDITION CHECKOUT_NOT_READY: come again.
         *     - FAILED_PRECONDITION CHECKOUT_CANCELLED: a refund follows.
         *     - FAILED_PRECONDITION CHECKOUT_ALREADY_COMPLETED: a refund of the other payments follows.
         *     - FAILED_PRECONDITION TENDER_REFUNDED: it is being given back already.
         *     - FAILED_PRECONDITION TENDER_USED: another sale of the cart stands on it.
         *     - FAILED_PRECONDITION HOLD_EXPIRED, HOLD_RELEASED: from Loyalty; the checkout is cancelled and a refund follows.
         *
         *     Access: terminal, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CheckoutService/CompleteCheckout`.
         */
        post: operations["CheckoutService_CompleteCheckout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}/codes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enters a coupon code
         * @description Enters a coupon code.
         *
         *     Loyalty decides on it when checkout begins. One that was refused is asked for again.
         *
         *     Errors:
         *     - NOT_FOUND CART_NOT_FOUND
         *     - INVALID_ARGUMENT OPERATION_INVALID: a code has 1 to 32 characters.
         *     - FAILED_PRECONDITION CART_IN_CHECKOUT: metadata channel, store_id, expires_at; comes with RetryInfo.
         *     - FAILED_PRECONDITION CART_CLOSED: a guest's cart that moved.
         *     - RESOURCE_EXHAUSTED CODE_LIMIT: 32 codes.
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, associate, agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CartEditService/AddCode`.
         */
        post: operations["CartEditService_AddCode"];
        /**
         * Takes a coupon code off
         * @description Takes a coupon code off.
         *
         *     One that is not there is no error.
         *
         *     Errors:
         *     - NOT_FOUND CART_NOT_FOUND
         *     - FAILED_PRECONDITION CART_IN_CHECKOUT: metadata channel, store_id, expires_at; comes with RetryInfo.
         *     - FAILED_PRECONDITION CART_CLOSED: a guest's cart that moved.
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, associate, agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CartEditService/RemoveCode`.
         */
        delete: operations["CartEditService_RemoveCode"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}/handoffs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a short code by which one other device may join this live cart
         * @description Makes a short code by which one other device may join this live cart.
         *
         *     It is for single use and valid for 10 minutes. A new code ends the cart's previous one.
         *
         *     Errors:
         *     - NOT_FOUND CART_NOT_FOUND
         *     - FAILED_PRECONDITION CART_CLOSED: a guest's cart that moved.
         *
         *     Access: customers and guests for what is theirs; terminal, associate, agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CartService/CreateHandoff`.
         */
        post: operations["CartService_CreateHandoff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds units of an item to the cart, in a line of their own or in the one that holds the same item with the same options
         * @description Adds units of an item to the cart, in a line of their own or in the one that holds the same item with the same options.
         *
         *     Errors:
         *     - NOT_FOUND CART_NOT_FOUND, SKU_UNKNOWN, STORE_UNKNOWN
         *     - INVALID_ARGUMENT QUANTITY_OUT_OF_RANGE, OPTIONS_TOO_LARGE, OPTIONS_INVALID
         *     - INVALID_ARGUMENT OPTION_NOT_OFFERED, OPTION_REQUIRED: metadata `option`.
         *     - INVALID_ARGUMENT SHIPPING_OPTION_UNKNOWN: what can be no option's id.
         *     - FAILED_PRECONDITION NOT_FOR_SALE: no price in the market.
         *     - FAILED_PRECONDITION PICKUP_NOT_OFFERED
         *     - FAILED_PRECONDITION CART_IN_CHECKOUT: metadata channel, store_id, expires_at; comes with RetryInfo.
         *     - FAILED_PRECONDITION CART_CLOSED: a guest's cart that moved.
         *     - RESOURCE_EXHAUSTED LINE_LIMIT: 500 lines.
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, associate, agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CartEditService/AddLine`.
         */
        post: operations["CartEditService_AddLine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cartId}/lines/{lineId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Removes a line
         * @description Removes a line.
         *
         *     One that was removed lately is no error: both who did it got what they wanted.
         *
         *     Errors:
         *     - NOT_FOUND CART_NOT_FOUND, LINE_NOT_FOUND
         *     - FAILED_PRECONDITION CART_IN_CHECKOUT: metadata channel, store_id, expires_at; comes with RetryInfo.
         *     - FAILED_PRECONDITION CART_CLOSED: a guest's cart that moved.
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, associate, agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CartEditService/RemoveLine`.
         */
        delete: operations["CartEditService_RemoveLine"];
        options?: never;
        head?: never;
        /**
         * Changes what the request gives of a line: its quantity, how it is obtained, whether it is put aside
         * @description Changes what the request gives of a line: its quantity, how it is obtained, whether it is put aside.
         *
         *     Errors:
         *     - NOT_FOUND CART_NOT_FOUND, LINE_NOT_FOUND, STORE_UNKNOWN
         *     - INVALID_ARGUMENT QUANTITY_OUT_OF_RANGE: to remove a line, say so.
         *     - INVALID_ARGUMENT SHIPPING_OPTION_UNKNOWN: what can be no option's id.
         *     - FAILED_PRECONDITION PICKUP_NOT_OFFERED
         *     - FAILED_PRECONDITION CART_IN_CHECKOUT: metadata channel, store_id, expires_at; comes with RetryInfo.
         *     - FAILED_PRECONDITION CART_CLOSED: a guest's cart that moved.
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, associate, agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CartEditService/UpdateLine`.
         */
        patch: operations["CartEditService_UpdateLine"];
        trace?: never;
    };
    "/v1/carts/{cartId}/merges/{mergeId}:undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a merge back
         * @description Takes a merge back.
         *
         *     What it added is removed again. What it replaced or took out of the saved lines is restored as it was. Edits since then are kept. Codes, gift note and campaign source that came from the guest go, unless they were set since. What was bought elsewhere meanwhile stays off: of what the merge replaced, the rest comes back.
         *
         *     Units that a line has no room for any more are told by its merge note NOT_RESTORED, lines that the cart has no room for (500) in the answer. The guest's cart stays closed. Taken back again, a merge has no further effect.
         *
         *     Errors:
         *     - NOT_FOUND MERGE_NOT_FOUND
         *     - FAILED_PRECONDITION MERGE_UNDO_EXPIRED, CART_IN_CHECKOUT, CART_CHECKED_OUT
         *
         *     Access: customers for what is theirs; agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CartService/UndoMerge`.
         */
        post: operations["CartService_UndoMerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists claims of all orders in one state, the oldest first, without texts and photos
         * @description Lists claims of all orders in one state, the oldest first, without texts and photos.
         *
         *     Errors:
         *     - INVALID_ARGUMENT PAGE_TOKEN_INVALID
         *
         *     Access: agent, ops only. Weight: 1.
         *
         *     gRPC: `omnichannel.orders.v1.ClaimService/ListClaims`.
         */
        get: operations["ClaimService_ListClaims"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{contactId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers how a customer or guest can be reached
         * @description Answers how a customer or guest can be reached.
         *
         *     Errors:
         *     - NOT_FOUND CONTACT_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, whose subject is `contact_id`; agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.messaging.v1.ContactService/GetContact`.
         */
        get: operations["ContactService_GetContact"];
        /**
         * Stores how a customer or guest can be reached, replacing what was there, or only the parts that update_mask names
         * @description Stores how a customer or guest can be reached, replacing what was there, or only the parts that update_mask names.
         *
         *     Messages that waited for it go out. Idempotent: the same parts get the same values.
         *
         *     What somebody else gives at a checkout never changes it: a till for the receipt, a guest who joined the cart. A service stores that under the checkout's id, for messages about that order only. Of a checkout that is given up it goes after 30 days.
         *
         *     An e-mail address is local part and domain of RFC 5321 and 6531, internationalised ones included. What mail programs, shells or spreadsheets would read as something else is refused. That is quoted local parts, a beginning with = + - @, escaped control characters, and domains without a dot.
         *
         *     Errors:
         *     - INVALID_ARGUMENT EMAIL_INVALID, LANGUAGE_INVALID, TIME_ZONE_UNKNOWN
         *     - INVALID_ARGUMENT PHONE_INVALID: not E.164.
         *
         *     Access: customers and guests whose subject is `contact_id`; agent, ops, service. Weight: 2.
         *
         *     gRPC: `omnichannel.messaging.v1.ContactService/PutContact`.
         */
        put: operations["ContactService_PutContact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{contactId}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the decisions in force, and on request all earlier ones, latest first
         * @description Lists the decisions in force, and on request all earlier ones, latest first.
         *
         *     Access: customers and guests, and assistants for their customer, whose subject is `contact_id`; terminal, associate, agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.messaging.v1.ContactService/ListConsents`.
         */
        get: operations["ContactService_ListConsents"];
        put?: never;
        /**
         * Records a decision for one purpose and medium, with the wording that was shown
         * @description Records a decision for one purpose and medium, with the wording that was shown.
         *
         *     It counts from now on, for messages that are scheduled too.
         *
         *     Errors:
         *     - INVALID_ARGUMENT WORDING_REQUIRED: a grant without wording_version.
         *
         *     Access: customers and guests whose subject is `contact_id`; terminal, associate, agent, service. Weight: 2.
         *
         *     gRPC: `omnichannel.messaging.v1.ContactService/SetConsent`.
         */
        post: operations["ContactService_SetConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{contactId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the messages about a customer's or guest's matters, latest first by created_at
         * @description Lists the messages about a customer's or guest's matters, latest first by created_at.
         *
         *     Those that were not sent are included, and those that went to a contact that was given for a checkout.
         *
         *     Errors:
         *     - INVALID_ARGUMENT PAGE_TOKEN_INVALID
         *
         *     Access: customers and guests, and assistants for their customer, whose subject is `contact_id`; agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.messaging.v1.MessagingService/ListMessages`.
         */
        get: operations["MessagingService_ListMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/couponCampaigns/{campaignId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers what was decided about a campaign, and what it cost so far
         * @description Answers what was decided about a campaign, and what it cost so far.
         *
         *     Errors:
         *     - NOT_FOUND CAMPAIGN_UNKNOWN: nothing was decided about it.
         *
         *     Access: agent, ops only. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.CouponService/GetCampaign`.
         */
        get: operations["CouponService_GetCampaign"];
        /**
         * Decides about all coupons of a campaign at once: whether they can be used, and what they may cost together
         * @description Decides about all coupons of a campaign at once: whether they can be used, and what they may cost together.
         *
         *     One that is voided stays so, and its codes that are not made yet are not made. What checkouts hold already, they hold.
         *
         *     A budget counts from the first decision on, what checkouts hold included, and is never exceeded: a use that it has no room for is refused. What is released or given back is free again. Replaces what was decided before; in another currency, money is counted anew. Audited.
         *
         *     Errors:
         *     - FAILED_PRECONDITION CAMPAIGN_VOIDED: it was stopped for good.
         *     - INVALID_ARGUMENT REASON_REQUIRED
         *
         *     Access: ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.CouponService/SetCampaign`.
         */
        put: operations["CouponService_SetCampaign"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/couponMints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists mints, latest first
         * @description Lists mints, latest first.
         *
         *     Access: agent, ops only. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.CouponService/ListCouponMints`.
         */
        get: operations["CouponService_ListCouponMints"];
        put?: never;
        /**
         * Makes many codes with the same terms, in the background: up to 1,000,000 for a campaign in all
         * @description Makes many codes with the same terms, in the background: up to 1,000,000 for a campaign in all.
         *
         *     Codes are usable from the moment at which they are made. They are numbered from 1 without a gap, whatever stops in between. GetCouponMint tells how many there are; CouponsMinted tells that all are. No CouponIssued tells of each. The terms name a campaign, by which all are stopped at once, and no member. Audited.
         *
         *     Errors:
         *     - INVALID_ARGUMENT COUPON_TERMS_INVALID
         *     - FAILED_PRECONDITION CAMPAIGN_FULL: metadata left.
         *     - FAILED_PRECONDITION CAMPAIGN_VOIDED
         *
         *     Access: ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.CouponService/MintCoupons`.
         */
        post: operations["CouponService_MintCoupons"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/couponMints/{mintId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers how far codes are made
         * @description Answers how far codes are made.
         *
         *     Errors:
         *     - NOT_FOUND COUPON_MINT_UNKNOWN
         *
         *     Access: agent, ops only. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.CouponService/GetCouponMint`.
         */
        get: operations["CouponService_GetCouponMint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/couponMints/{mintId}/coupons:export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams the codes of a mint as CSV, by their numbers, and ends with those that there were when it began
         * @description Streams the codes of a mint as CSV, by their numbers, and ends with those that there were when it began.
         *
         *     The first chunk begins with the names of the columns. A chunk has whole lines, so a stream that was cut off goes on behind the last chunk that was received. Each line says what its code is at that moment. Audited.
         *
         *     Errors:
         *     - NOT_FOUND COUPON_MINT_UNKNOWN
         *
         *     Access: ops only. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.CouponService/ExportCoupons`.
         */
        get: operations["CouponService_ExportCoupons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/coupons:issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issues coupons with the same terms: given codes, or so many made here
         * @description Issues coupons with the same terms: given codes, or so many made here.
         *
         *     All or nothing.
         *
         *     Errors:
         *     - ALREADY_EXISTS COUPON_CODE_TAKEN: metadata code.
         *     - INVALID_ARGUMENT COUPON_CODE_MISREAD: a code looks as if it was made here, and does not fit; metadata code.
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *     - INVALID_ARGUMENT COUPON_TERMS_INVALID, BATCH_TOO_LARGE
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many codes that are taken, counted as GetCoupon counts wrong ones.
         *
         *     Access: agent, ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.CouponService/IssueCoupons`.
         */
        post: operations["CouponService_IssueCoupons"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/coupons:qualify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells which coupons a basket could use now, each by itself and all together, without holding any
         * @description Tells which coupons a basket could use now, each by itself and all together, without holding any.
         *
         *     Looks at the codes that are named, and at the owner's own coupons: the 50 that were issued last. Each answers what it would take off by itself, or the rule by which it cannot be used. Of the others those that a checkout would hold are told, with what they take off together. Wrong codes count as at GetCoupon.
         *
         *     Errors:
         *     - FAILED_PRECONDITION COUPON_UNKNOWN: to shoppers also for another member's; metadata code.
         *     - INVALID_ARGUMENT COUPON_CODE_MISREAD: metadata code.
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many wrong codes.
         *
         *     Access: customers and guests, and assistants for their customer, whose subject is `owner_id`; terminal, associate, agent, ops, service. Weight: 5.
         *
         *     gRPC: `omnichannel.loyalty.v1.CouponService/QualifyCoupons`.
         */
        post: operations["CouponService_QualifyCoupons"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/coupons/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers a coupon to whoever knows its code; a member's own only to that member, a till or staff
         * @description Answers a coupon to whoever knows its code; a member's own only to that member, a till or staff.
         *
         *     Wrong codes, also at checkouts, are limited: ten a minute from one subject, sixty from one address, twenty at one code.
         *
         *     Errors:
         *     - NOT_FOUND COUPON_UNKNOWN
         *     - INVALID_ARGUMENT COUPON_CODE_MISREAD: metadata code.
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many wrong codes.
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, associate, agent, ops, service. Weight: 5.
         *
         *     gRPC: `omnichannel.loyalty.v1.CouponService/GetCoupon`.
         */
        get: operations["CouponService_GetCoupon"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/coupons/{code}:setState": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stops a coupon, for a while or for good, or lets it be used again
         * @description Stops a coupon, for a while or for good, or lets it be used again.
         *
         *     What checkouts hold already, they hold. Audited.
         *
         *     Errors:
         *     - NOT_FOUND COUPON_UNKNOWN
         *     - FAILED_PRECONDITION COUPON_VOIDED: it was stopped for good; metadata code.
         *     - INVALID_ARGUMENT REASON_REQUIRED, COUPON_CODE_MISREAD
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many wrong codes, counted as GetCoupon counts them.
         *
         *     Access: agent, ops only. Weight: 5.
         *
         *     gRPC: `omnichannel.loyalty.v1.CouponService/SetCouponState`.
         */
        post: operations["CouponService_SetCouponState"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/context": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers in one call what an agent needs to know of a customer
         * @description Answers in one call what an agent needs to know of a customer.
         *
         *     That is profile, open carts, orders with promises, returns, points, messages with reasons, friction and suggestions. A customer of whom nothing is known yet gets an empty context.
         *
         *     Access: associate, agent, ops, service only. Weight: 1.
         *
         *     gRPC: `omnichannel.support.v1.SupportContextService/GetContext`.
         */
        get: operations["SupportContextService_GetContext"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Links a name to a customer
         * @description Links a name to a customer.
         *
         *     A link is reversible and audited. Linking what is linked answers the link, with the greater assurance of the two.
         *
         *     Linking a name of kind CUSTOMER merges two people: `identity.value` into `customer_id`. Every service follows the event PersonMerged, whose merge_id is the link's id.
         *
         *     That a name is another's tells that it is known: it is limited together with the tries of ResolveIdentity.
         *
         *     Errors:
         *     - FAILED_PRECONDITION IDENTITY_LINKED_ELSEWHERE: verified for another customer; unlink it first; metadata link_id.
         *     - FAILED_PRECONDITION PERSON_MERGED_AWAY: the customer is merged into another, whom to link to instead; metadata customer_id.
         *     - INVALID_ARGUMENT MERGE_NOT_VERIFIED: people are merged on proof only.
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many names that are another's.
         *
         *     Access: agent, service only. Weight: 5.
         *
         *     gRPC: `omnichannel.support.v1.IdentityService/LinkIdentity`.
         */
        post: operations["IdentityService_LinkIdentity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/identities/{linkId}:unlink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a link
         * @description Ends a link.
         *
         *     Ending an ended one answers it. Ending one of kind CUSTOMER takes the merge back: every service follows PersonMergeUndone.
         *
         *     Errors:
         *     - NOT_FOUND LINK_NOT_FOUND
         *     - INVALID_ARGUMENT REASON_REQUIRED
         *
         *     Access: agent, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.support.v1.IdentityService/UnlinkIdentity`.
         */
        post: operations["IdentityService_UnlinkIdentity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists an owner's orders of all channels, latest first by placed_at
         * @description Lists an owner's orders of all channels, latest first by placed_at.
         *
         *     A customer's list contains what they bought as a guest before.
         *
         *     Errors:
         *     - INVALID_ARGUMENT PAGE_TOKEN_INVALID
         *
         *     Access: customers and guests, and assistants for their customer, whose subject is `customer_id`; associate, agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.orders.v1.OrderTrackingService/ListOrders`.
         */
        get: operations["OrderTrackingService_ListOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers a customer's profile; an empty one when nothing was stored
         * @description Answers a customer's profile; an empty one when nothing was stored.
         *
         *     Access: customers, and assistants for their customer, whose subject is `customer_id`; associate, agent, service. Weight: 1.
         *
         *     gRPC: `omnichannel.support.v1.IdentityService/GetProfile`.
         */
        get: operations["IdentityService_GetProfile"];
        /**
         * Stores a customer's profile, replacing what was there
         * @description Stores a customer's profile, replacing what was there.
         *
         *     Errors:
         *     - INVALID_ARGUMENT LANGUAGE_INVALID, TIME_ZONE_UNKNOWN, BIRTHDAY_INVALID
         *
         *     Access: customers whose subject is `customer_id`; agent, service. Weight: 2.
         *
         *     gRPC: `omnichannel.support.v1.IdentityService/PutProfile`.
         */
        put: operations["IdentityService_PutProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists an owner's returns, latest first by requested_at
         * @description Lists an owner's returns, latest first by requested_at.
         *
         *     Errors:
         *     - INVALID_ARGUMENT PAGE_TOKEN_INVALID
         *
         *     Access: customers and guests, and assistants for their customer, whose subject is `customer_id`; associate, agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.returns.v1.ReturnsService/ListReturns`.
         */
        get: operations["ReturnsService_ListReturns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/savedTenders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists a customer's saved means of payment, the default first
         * @description Lists a customer's saved means of payment, the default first.
         *
         *     Access: customers and guests, and assistants for their customer, whose subject is `customer_id`; agent, service. Weight: 1.
         *
         *     gRPC: `omnichannel.orders.v1.OrderPaymentService/ListSavedTenders`.
         */
        get: operations["OrderPaymentService_ListSavedTenders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/savedTenders/{tenderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forgets one of a customer's saved means of payment
         * @description Forgets one of a customer's saved means of payment.
         *
         *     When it was the default, the next one of the list is.
         *
         *     Errors:
         *     - NOT_FOUND TENDER_NOT_FOUND
         *
         *     Access: customers and guests whose subject is `customer_id`; agent, service. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.OrderPaymentService/DeleteSavedTender`.
         */
        delete: operations["OrderPaymentService_DeleteSavedTender"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/savedTenders/{tenderId}:setDefault": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes one of a customer's saved means of payment the default
         * @description Makes one of a customer's saved means of payment the default.
         *
         *     Errors:
         *     - NOT_FOUND TENDER_NOT_FOUND
         *
         *     Access: customers and guests whose subject is `customer_id`. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.OrderPaymentService/SetDefaultTender`.
         */
        post: operations["OrderPaymentService_SetDefaultTender"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/storeCredit:issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a customer store credit; who is no member has it, too
         * @description Gives a customer store credit; who is no member has it, too.
         *
         *     It is one wallet for each currency.
         *
         *     Errors:
         *     - INVALID_ARGUMENT REASON_REQUIRED
         *     - FAILED_PRECONDITION WALLET_FULL: metadata most_minor.
         *
         *     Access: agent, ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.WalletService/IssueStoreCredit`.
         */
        post: operations["WalletService_IssueStoreCredit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what happened to a customer, latest first by occurred_at
         * @description Lists what happened to a customer, latest first by occurred_at.
         *
         *     Errors:
         *     - INVALID_ARGUMENT PAGE_TOKEN_INVALID
         *
         *     Access: associate, agent, ops, service only. Weight: 1.
         *
         *     gRPC: `omnichannel.support.v1.SupportContextService/ListTimeline`.
         */
        get: operations["SupportContextService_ListTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/timeline:watch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams a customer's timeline entries as they are learned, from `resume_sequence` on
         * @description Streams a customer's timeline entries as they are learned, from `resume_sequence` on.
         *
         *     Late ones come when they come, with their own occurred_at.
         *
         *     The first message has no entry: who is cut off before anything was learned resumes by its sequence and misses nothing.
         *
         *     Access: associate, agent, ops only. Weight: 1.
         *
         *     gRPC: `omnichannel.support.v1.SupportContextService/WatchTimeline`.
         */
        get: operations["SupportContextService_WatchTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/touchpoints:record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records up to 1,000 things that a person did, from a frontend that has their consent
         * @description Records up to 1,000 things that a person did, from a frontend that has their consent.
         *
         *     Idempotent by touchpoint_id.
         *
         *     Reasons of a refused touchpoint:
         *     - TARGET_TOO_LONG, OCCURRED_IN_FUTURE
         *     - TOO_OLD: more than 30 days.
         *
         *     Errors:
         *     - INVALID_ARGUMENT BATCH_TOO_LARGE
         *
         *     Access: customers and guests whose subject is `customer_id`; terminal, service. Weight: 2.
         *
         *     gRPC: `omnichannel.support.v1.SupportContextService/RecordTouchpoints`.
         */
        post: operations["SupportContextService_RecordTouchpoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/wallets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists a customer's wallets, and the cards that they bought, as a guest too, and nobody put on a customer
         * @description Lists a customer's wallets, and the cards that they bought, as a guest too, and nobody put on a customer.
         *
         *     Of a guest it lists the cards that they bought.
         *
         *     Access: customers and guests, and assistants for their customer, whose subject is `customer_id`; terminal, associate, agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.WalletService/ListWallets`.
         */
        get: operations["WalletService_ListWallets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/wallets:claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts a card on a customer: it is theirs from then on, and code and PIN spend it no more
         * @description Puts a card on a customer: it is theirs from then on, and code and PIN spend it no more.
         *
         *     A card that is theirs answers itself.
         *
         *     Errors:
         *     - NOT_FOUND GIFT_CARD_NOT_FOUND
         *     - FAILED_PRECONDITION WALLET_NOT_ACTIVE: metadata state.
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many wrong tries.
         *
         *     Access: customers whose subject is `customer_id`; terminal. Weight: 5.
         *
         *     gRPC: `omnichannel.loyalty.v1.GiftCardService/ClaimGiftCard`.
         */
        post: operations["GiftCardService_ClaimGiftCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fulfilment/work": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the orders of which something is still to be handed to a carrier: what must be with its customer first comes first
         * @description Lists the orders of which something is still to be handed to a carrier: what must be with its customer first comes first.
         *
         *     An order stays listed until all that is shipped of it was handed over or cancelled. Imported history is never listed.
         *
         *     Errors:
         *     - INVALID_ARGUMENT PAGE_TOKEN_INVALID
         *
         *     Access: warehouse, ops only. Weight: 1.
         *
         *     gRPC: `omnichannel.orders.v1.FulfilmentService/ListWork`.
         */
        get: operations["FulfilmentService_ListWork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/giftCards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a card that is worth nothing until it is activated, for example to be printed
         * @description Makes a card that is worth nothing until it is activated, for example to be printed.
         *
         *     Access: ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.GiftCardService/IssueGiftCard`.
         */
        post: operations["GiftCardService_IssueGiftCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/giftCards:activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A printed card was paid for at a till: it is worth what it was made for from now on
         * @description A printed card was paid for at a till: it is worth what it was made for from now on.
         *
         *     Wrong codes count as at LookUpGiftCard.
         *
         *     Errors:
         *     - NOT_FOUND GIFT_CARD_NOT_FOUND
         *     - FAILED_PRECONDITION CARD_NOT_INACTIVE: metadata state.
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many wrong tries.
         *
         *     Access: terminal, ops, service only. Weight: 5.
         *
         *     gRPC: `omnichannel.loyalty.v1.GiftCardService/ActivateGiftCard`.
         */
        post: operations["GiftCardService_ActivateGiftCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/giftCards:lookUp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers a card to whoever knows its code and PIN
         * @description Answers a card to whoever knows its code and PIN.
         *
         *     A wrong PIN looks like a code that does not exist. Wrong tries, also at checkouts, are limited: ten a minute from one subject, sixty from one address, twenty at one code.
         *
         *     Errors:
         *     - NOT_FOUND GIFT_CARD_NOT_FOUND
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many wrong tries.
         *
         *     Access: customers and guests for what is theirs; terminal, associate, agent, ops, service. Weight: 5.
         *
         *     gRPC: `omnichannel.loyalty.v1.GiftCardService/LookUpGiftCard`.
         */
        post: operations["GiftCardService_LookUpGiftCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/giftCards/{walletId}:show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells a card's code and PIN: to who bought it, while nobody put it on a customer, and to who prints it
         * @description Tells a card's code and PIN: to who bought it, while nobody put it on a customer, and to who prints it.
         *
         *     Errors:
         *     - NOT_FOUND WALLET_NOT_FOUND
         *
         *     Access: customers and guests for what is theirs; ops, service. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.GiftCardService/ShowGiftCard`.
         */
        post: operations["GiftCardService_ShowGiftCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/giftCards/{walletId}:void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Calls a card off that nobody used
         * @description Calls a card off that nobody used.
         *
         *     A voided card answers itself.
         *
         *     Errors:
         *     - NOT_FOUND WALLET_NOT_FOUND
         *     - FAILED_PRECONDITION WALLET_USED: metadata left_minor, what can still be spent.
         *     - INVALID_ARGUMENT REASON_REQUIRED
         *
         *     Access: agent, ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.GiftCardService/VoidGiftCard`.
         */
        post: operations["GiftCardService_VoidGiftCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/guestSessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a guest session
         * @description Issues a token of role guest for a new guest id. The token is signed by the gateway and good for 30 days.
         */
        post: operations["Gateway_CreateGuestSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/handoffs:claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Joins the caller's device to the cart that the code stands for
         * @description Joins the caller's device to the cart that the code stands for.
         *
         *     The device may then read, watch, edit and check out that cart until the answer's `expires_at` or ReleaseHandoff, a till until the cart is sold. Whoever joined can make a code in turn; nobody stays longer than whoever let them in. A device that has a part already gains none by the code of another that joined.
         *
         *     Errors:
         *     - NOT_FOUND GRANT_NOT_VALID: unknown, used or expired, or its maker has no part any more, all alike.
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: after ten wrong codes a minute from one subject, a hundred from one address, or twenty tries at one code; a code counts from when it is sent until it turns out to be right.
         *
         *     Access: customer, guest, terminal, associate, agent with the cart.handoff grant in `code`. Weight: 5.
         *
         *     gRPC: `omnichannel.cart.v1.CartService/ClaimHandoff`.
         */
        post: operations["CartService_ClaimHandoff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identities:resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells which customer a name belongs to
         * @description Tells which customer a name belongs to.
         *
         *     It is a POST so that nothing personal stands in a URL.
         *
         *     Names that are nobody's are limited: ten a minute by one subject, sixty from one address, twenty at one name.
         *
         *     Errors:
         *     - NOT_FOUND IDENTITY_NOT_FOUND
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many names that are nobody's.
         *
         *     Access: terminal, associate, agent, service only. Weight: 5.
         *
         *     gRPC: `omnichannel.support.v1.IdentityService/ResolveIdentity`.
         */
        post: operations["IdentityService_ResolveIdentity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items:lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finds one item by what a scanner read or by sku, with its price and stock in a market
         * @description Finds one item by what a scanner read or by sku, with its price and stock in a market.
         *
         *     It is what a till asks after a scan, and a product page that is open to all. What the code says beside the item is answered, too: lot, dates, serial, measure, price. A code that cannot be read to its end names no item.
         *
         *     Errors:
         *     - NOT_FOUND ITEM_NOT_FOUND
         *     - FAILED_PRECONDITION SCAN_AMBIGUOUS: eight digits that are one item's EAN-8 and another's UPC-E.
         *     - INVALID_ARGUMENT SCAN_NOT_UNDERSTOOD: neither digits of a GTIN, nor application identifiers, nor a GS1 Digital Link.
         *     - INVALID_ARGUMENT CHECK_DIGIT_WRONG: comes with metadata (ai: of which element, where there are several).
         *     - INVALID_ARGUMENT SCAN_ELEMENT_INVALID: an element has the wrong length, characters or date; comes with metadata (ai).
         *     - INVALID_ARGUMENT SCAN_CONTRADICTORY: one element comes twice with different data, or excludes another; comes with metadata (ai).
         *     - INVALID_ARGUMENT SCAN_WITHOUT_ITEM: it is read, and names a pallet, a place or something else than goods.
         *     - INVALID_ARGUMENT SCAN_COMPRESSED: a compressed GS1 Digital Link.
         *     - INVALID_ARGUMENT MARKET_UNKNOWN: the code has a price in the market's currency.
         *
         *     Access: anybody. Weight: 1.
         *
         *     gRPC: `omnichannel.cart.v1.CatalogueService/LookupItem`.
         */
        get: operations["CatalogueService_LookupItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items:upsert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Inserts or replaces catalogue items by sku, prices included
         * @description Inserts or replaces catalogue items by sku, prices included.
         *
         *     Each is replaced as a whole. Carts see new prices at their next re-check.
         *
         *     Reasons of a refused item:
         *     - SKU_INVALID, GTIN_INVALID, PRICE_INVALID, TITLE_REQUIRED, BUNDLE_INVALID, ORDER_LIMIT_INVALID
         *     - MEASURE_FIXED: the item is known with another measure; metadata measure.
         *     - GTIN_TAKEN: another item has it; metadata sku.
         *     - ITEM_INVALID: metadata field.
         *
         *     Access: ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CatalogueService/UpsertItems`.
         */
        post: operations["CatalogueService_UpsertItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/itemSubscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists an owner's subscriptions, latest first: those that wait, and for 30 days those that ended
         * @description Lists an owner's subscriptions, latest first: those that wait, and for 30 days those that ended.
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; agent. Weight: 1.
         *
         *     gRPC: `omnichannel.cart.v1.ItemSubscriptionService/ListItemSubscriptions`.
         */
        get: operations["ItemSubscriptionService_ListItemSubscriptions"];
        put?: never;
        /**
         * Asks to be told once, when an item is back in stock at a place or its price has dropped
         * @description Asks to be told once, when an item is back in stock at a place or its price has dropped.
         *
         *     Asking again for the same answers the subscription that there is, with the new threshold. A purchase of the item on any channel ends the subscription. An owner has at most 200.
         *
         *     The owner must be reachable. A guest says how, here or at a checkout of their own before. Nobody else says it for them.
         *
         *     Errors:
         *     - NOT_FOUND SKU_UNKNOWN, STORE_UNKNOWN
         *     - INVALID_ARGUMENT MARKET_UNKNOWN, PRICE_INVALID, OPTIONS_TOO_LARGE, OPTIONS_INVALID
         *     - FAILED_PRECONDITION ITEM_IN_STOCK: of a back-in-stock notice.
         *     - FAILED_PRECONDITION PRICE_REACHED: the price is not above the threshold.
         *     - FAILED_PRECONDITION NOT_FOR_SALE: a price drop of an item without a price.
         *     - FAILED_PRECONDITION CONTACT_REQUIRED
         *     - PERMISSION_DENIED CONTACT_NOT_YOURS: an agent gives a contact, which is PutContact's to do.
         *     - RESOURCE_EXHAUSTED SUBSCRIPTION_LIMIT
         *
         *     Access: customers and guests for what is theirs; agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.ItemSubscriptionService/CreateItemSubscription`.
         */
        post: operations["ItemSubscriptionService_CreateItemSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/itemSubscriptions/{subscriptionId}:cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a subscription
         * @description Ends a subscription.
         *
         *     One that has ended is answered as it ended.
         *
         *     Errors:
         *     - NOT_FOUND SUBSCRIPTION_NOT_FOUND
         *
         *     Access: customers and guests for what is theirs; agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.ItemSubscriptionService/CancelItemSubscription`.
         */
        post: operations["ItemSubscriptionService_CancelItemSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger:movements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reports how all members' points changed, month by month: opening + earned + goodwill + adjusted + restored - spent - expired - taken back = closing
         * @description Reports how all members' points changed, month by month: opening + earned + goodwill + adjusted + restored - spent - expired - taken back = closing.
         *
         *     Entries are in the month in which they were posted, so a month that is over does not change, whatever comes late; what an import posts is in the month of the import. Points are what members have, or will have: pending, active and held, less what they owe.
         *
         *     It reads all entries, and is for once a month.
         *
         *     Access: ops only. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.LedgerService/GetMovementReport`.
         */
        get: operations["LedgerService_GetMovementReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger:verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Proves the ledgers, one member's or all, and streams what it finds and how far it is; the last message has the proof
         * @description Proves the ledgers, one member's or all, and streams what it finds and how far it is; the last message has the proof.
         *
         *     It follows the chain of each member's entries, does again what each of them did, and compares what comes of it with every row that says something about it: balances, lots, holds and what they took, orders, goodwill. With all members also coupons and how often they were used, programs, orders of others. Everything is read in one snapshot: a system at work gives no false alarm, and nothing that happens meanwhile waits.
         *
         *     A proof is of one moment: one that was cut off begins again, and its positions go on.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *
         *     Access: ops only. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.LedgerService/VerifyLedger`.
         */
        get: operations["LedgerService_VerifyLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mailbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what the embedded mailbox received in place of real providers, latest first
         * @description Lists what the embedded mailbox received in place of real providers, latest first.
         *
         *     Empty where real providers are configured.
         *
         *     Errors:
         *     - INVALID_ARGUMENT PAGE_TOKEN_INVALID
         *
         *     Access: ops only. Weight: 1.
         *
         *     gRPC: `omnichannel.messaging.v1.MessagingService/ListMailbox`.
         */
        get: operations["MessagingService_ListMailbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/markets/{market}/deliveryQuote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers when an order would come, as the latest parcels of its lane came
         * @description Answers when an order would come, as the latest parcels of its lane came.
         *
         *     Working days of where it goes count, from the cut-off on. Parcels that are under way or lost count as taking longer. Where parcels to a postal area, or from a location, are few, those to the whole country fill them up.
         *
         *     Errors:
         *     - INVALID_ARGUMENT INVALID_FIELD: neither shipping_option_id nor carrier_code, or both.
         *     - NOT_FOUND LANE_NOT_LEARNED: too few parcels are known.
         *
         *     Access: associate, agent, ops, service only. Weight: 1.
         *
         *     gRPC: `omnichannel.orders.v1.DeliveryPromiseService/QuoteDelivery`.
         */
        get: operations["DeliveryPromiseService_QuoteDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/markets/{market}/itemChanges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the items that changed after a token, as a market sees them: what a till keeps to look scans up off line
         * @description Lists the items that changed after a token, as a market sees them: what a till keeps to look scans up off line.
         *
         *     Without a token it begins with all items, also those that are discontinued or have no price in the market: LookupItem answers them, too. They come in the order of their last change, so one that changes meanwhile comes again, and whoever has read all pages has the catalogue as of the last one. A bundle changes with its parts. Stock is not told.
         *
         *     Errors:
         *     - INVALID_ARGUMENT MARKET_UNKNOWN
         *     - INVALID_ARGUMENT PAGE_TOKEN_INVALID: the token is of another market, older than 90 days, or of changes that this catalogue has not (it was restored from an older copy): begin without one.
         *
         *     Access: terminal, associate, ops, service only. Weight: 1.
         *
         *     gRPC: `omnichannel.cart.v1.CatalogueService/ListItemChanges`.
         */
        get: operations["CatalogueService_ListItemChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/markets/{market}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what is for sale in a market, by sku: all of it, a category, or what has certain words in its title
         * @description Lists what is for sale in a market, by sku: all of it, a category, or what has certain words in its title.
         *
         *     Each word begins a word of the title, in whatever language, case and accents. Chinese and Japanese words may stand anywhere.
         *
         *     Errors:
         *     - INVALID_ARGUMENT MARKET_UNKNOWN, PAGE_TOKEN_INVALID
         *
         *     Access: anybody. Weight: 1.
         *
         *     gRPC: `omnichannel.cart.v1.CatalogueService/ListItems`.
         */
        get: operations["CatalogueService_ListItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/markets/{market}/measureCodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replaces the layouts by which a market's scales and shops put a price, a weight or a count into a barcode
         * @description Replaces the layouts by which a market's scales and shops put a price, a weight or a count into a barcode.
         *
         *     LookupItem reads codes that begin with a layout's prefix by that layout, and by no other. Codes without a layout are GTINs like any other.
         *
         *     Errors:
         *     - INVALID_ARGUMENT MARKET_UNKNOWN
         *     - INVALID_ARGUMENT MEASURE_CODE_INVALID: a layout that no code has, or a prefix that comes twice.
         *
         *     Access: ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CatalogueService/SetMeasureCodes`.
         */
        put: operations["CatalogueService_SetMeasureCodes"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/markets/{market}/shippingOptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the ways to ship in a market, with cost and time, in the merchant's order
         * @description Lists the ways to ship in a market, with cost and time, in the merchant's order.
         *
         *     Where Order-tracking has learned how long parcels of an option take, `delivery` says so, and a checkout promises that.
         *
         *     Errors:
         *     - INVALID_ARGUMENT MARKET_UNKNOWN
         *
         *     Access: anybody. Weight: 1.
         *
         *     gRPC: `omnichannel.cart.v1.CatalogueService/ListShippingOptions`.
         */
        get: operations["CatalogueService_ListShippingOptions"];
        /**
         * Replaces the shipping options of one market
         * @description Replaces the shipping options of one market.
         *
         *     Checkouts that have begun keep what they chose. A cost in another currency than the market's is refused as an invalid field.
         *
         *     Access: ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CatalogueService/SetShippingOptions`.
         */
        put: operations["CatalogueService_SetShippingOptions"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/markets/{market}/stores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the stores of a market with address, hours and what takes place there from now on
         * @description Lists the stores of a market with address, hours and what takes place there from now on.
         *
         *     Nearest first when a place is named, else by id.
         *
         *     Errors:
         *     - INVALID_ARGUMENT MARKET_UNKNOWN
         *
         *     Access: anybody. Weight: 1.
         *
         *     gRPC: `omnichannel.cart.v1.CatalogueService/ListStores`.
         */
        get: operations["CatalogueService_ListStores"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enrols a customer
         * @description Enrols a customer.
         *
         *     Orders that they made in the last 30 days, as a guest too, are credited. Enrolling a member again answers the member.
         *
         *     Errors:
         *     - NOT_FOUND PROGRAM_NOT_FOUND
         *     - ALREADY_EXISTS CARD_NUMBER_TAKEN
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many card numbers that were taken, or wrong referral codes, counted as CouponService.GetCoupon counts codes.
         *     - those of ReferralService.UseReferralCode: with `referral_code`; nobody is enrolled then.
         *
         *     Access: customers whose subject is `member_id`; terminal, associate, agent, ops, service. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.LoyaltyService/EnrollMember`.
         */
        post: operations["LoyaltyService_EnrollMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members:enroll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enrols customers as history, at their own times
         * @description Enrols customers as history, at their own times.
         *
         *     Orders on file from then on are credited at the times of their effects. Of several enrolments of one member the earliest counts.
         *
         *     Reasons of a refused customer:
         *     - PROGRAM_NOT_FOUND, CARD_NUMBER_TAKEN, ENROLLED_IN_FUTURE
         *
         *     Access: ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.LoyaltyService/EnrollMembers`.
         */
        post: operations["LoyaltyService_EnrollMembers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members:find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finds a member by a card, by what the app shows, or by a phone number
         * @description Finds a member by a card, by what the app shows, or by a phone number.
         *
         *     A card's number is taken however it is written. A phone number finds the member to whom it was verified last (IdentityLinked). What the app shows proves nothing here: see ProvePresence.
         *
         *     Whoever is not found is not found alike, whatever the reason. Wrong tries are limited: ten a minute by one till or person, five at one number. Audited under the member who was found. It is a POST so that nothing personal stands in a URL.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *     - INVALID_ARGUMENT CARD_NUMBER_MISREAD: nobody has it, and its last digit does not fit the others.
         *     - INVALID_ARGUMENT CURRENCY_NOT_REDEEMABLE
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many that were not found.
         *
         *     Access: terminal, associate, agent only. Weight: 5.
         *
         *     gRPC: `omnichannel.loyalty.v1.TillService/FindMember`.
         */
        post: operations["TillService_FindMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members:provePresence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a member's code, or the scan of their card, for proof that they are at the till, and answers the member
         * @description Takes a member's code, or the scan of their card, for proof that they are at the till, and answers the member.
         *
         *     The proof is the store's: its tills hold with it until it ends, after ten minutes. A code is taken once, whichever till is first, and none of an earlier step after it. A card proves only that somebody has it, or has seen its number: what may be held on it in a day is the program's to say (`card_points_per_day`).
         *
         *     Wrong tries are limited: five a minute by one till, five at one member. Audited under the member.
         *
         *     Errors:
         *     - FAILED_PRECONDITION PRESENCE_NOT_PROVED: no such card or member, or not its code.
         *     - FAILED_PRECONDITION CODE_USED: the app shows another one soon.
         *     - INVALID_ARGUMENT CURRENCY_NOT_REDEEMABLE
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many wrong ones.
         *
         *     Access: terminal only. Weight: 5.
         *
         *     gRPC: `omnichannel.loyalty.v1.TillService/ProvePresence`.
         */
        post: operations["TillService_ProvePresence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers a member with tier, progress to the next one, and balance
         * @description Answers a member with tier, progress to the next one, and balance.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, whose subject is `member_id`; terminal, associate, agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.LoyaltyService/GetMember`.
         */
        get: operations["LoyaltyService_GetMember"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}:adjustPoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives or takes points by hand, with a reason that the statement shows
         * @description Gives or takes points by hand, with a reason that the statement shows.
         *
         *     What one person may do alone the program says (`staff_limits`). Audited under the member.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *     - FAILED_PRECONDITION INSUFFICIENT_POINTS: without `allow_debt`.
         *     - FAILED_PRECONDITION ADJUSTMENT_LIMIT: of the role, for one call, a day or a month; metadata period, limit, left. See AdjustmentService.RequestAdjustment.
         *     - INVALID_ARGUMENT REASON_REQUIRED, POINTS_OUT_OF_RANGE, EXPIRES_IN_PAST
         *
         *     Access: agent, ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.LoyaltyService/AdjustPoints`.
         */
        post: operations["LoyaltyService_AdjustPoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}:earnForEvent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a member what the program gives for something other than a purchase: once for each event type and event id
         * @description Gives a member what the program gives for something other than a purchase: once for each event type and event id.
         *
         *     The program version in force when it happened decides. An event that no rule names earns nothing. The points can be spent at once.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *     - INVALID_ARGUMENT EVENT_RESERVED, HAPPENED_IN_FUTURE
         *     - FAILED_PRECONDITION HAPPENED_BEFORE_ENROLMENT
         *
         *     Access: ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.ProgramService/EarnForEvent`.
         */
        post: operations["ProgramService_EarnForEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}:makeReferralCode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers the code by which a member brings friends, and makes it when there is none
         * @description Answers the code by which a member brings friends, and makes it when there is none.
         *
         *     A member has one code, for good.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *     - FAILED_PRECONDITION REFERRAL_NOT_OFFERED: the program gives nothing for friends.
         *
         *     Access: customers whose subject is `member_id`; agent, ops. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.ReferralService/MakeReferralCode`.
         */
        post: operations["ReferralService_MakeReferralCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}:provisionCode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the member's own app what it makes codes with
         * @description Gives the member's own app what it makes codes with.
         *
         *     Each of their devices gets the same, until RenewMemberCode. It is derived with the installation's key and stored nowhere here; an app keeps it where it keeps secrets. Nobody else is ever told it, no member of staff and no software agent.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *
         *     Access: customers whose subject is `member_id`. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.TillService/ProvisionMemberCode`.
         */
        post: operations["TillService_ProvisionMemberCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}:renewCode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the codes of all of a member's devices: one of them was lost
         * @description Ends the codes of all of a member's devices: one of them was lost.
         *
         *     Each gets its new secret by ProvisionMemberCode. Proofs that were made with the old one end, too.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *
         *     Access: customers whose subject is `member_id`; agent, ops. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.TillService/RenewMemberCode`.
         */
        post: operations["TillService_RenewMemberCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}:requestAdjustment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks for an adjustment of a member's points
         * @description Asks for an adjustment of a member's points.
         *
         *     Nothing moves until somebody approves. It may ask for what the person could do alone.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *     - INVALID_ARGUMENT REASON_REQUIRED, POINTS_OUT_OF_RANGE, EXPIRES_IN_PAST
         *
         *     Access: agent, ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.AdjustmentService/RequestAdjustment`.
         */
        post: operations["AdjustmentService_RequestAdjustment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}:setBirthday": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets on which day of the year a member has birthday; empty forgets it
         * @description Sets on which day of the year a member has birthday; empty forgets it.
         *
         *     On that day, in the program's time zone, the program's rules for the event `birthday` give points, once a year. Told less than 30 days before, it counts from the next year on. Whoever has it on 29 February has it on the 28th in years without that day. Another day counts a year after the last one that counted at the soonest. The same day again changes nothing.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *     - INVALID_ARGUMENT BIRTHDAY_INVALID
         *
         *     Access: customers whose subject is `member_id`; agent, ops. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.LoyaltyService/SetBirthday`.
         */
        post: operations["LoyaltyService_SetBirthday"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}:simulateEarn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells what a member would earn if they bought a basket now: by their tier, first order and what is left of the caps
         * @description Tells what a member would earn if they bought a basket now: by their tier, first order and what is left of the caps.
         *
         *     Nothing is written and nothing kept free: a purchase later may earn less.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, whose subject is `member_id`; terminal, agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.ProgramService/SimulateMemberEarn`.
         */
        post: operations["ProgramService_SimulateMemberEarn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}:useReferralCode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says by whose code a customer came who has not bought anything yet
         * @description Says by whose code a customer came who has not bought anything yet.
         *
         *     The customer need not be a member: orders count once they are credited to one. Those who enrol with a code (EnrollMember) need not call it. The same code again answers alike. Wrong codes are limited.
         *
         *     Errors:
         *     - NOT_FOUND REFERRAL_CODE_NOT_FOUND
         *     - INVALID_ARGUMENT REFERRAL_CODE_MISREAD: its last character does not fit the others.
         *     - FAILED_PRECONDITION REFERRAL_NOT_OFFERED
         *     - FAILED_PRECONDITION SELF_REFERRAL: metadata because (SAME_DEVICE), when it is not the customer's own code or that of somebody whom the customer brought.
         *     - FAILED_PRECONDITION BOUGHT_BEFORE
         *     - ALREADY_EXISTS ALREADY_REFERRED: by another code.
         *
         *     Access: customers whose subject is `member_id`; terminal, associate, agent, ops. Weight: 5.
         *
         *     gRPC: `omnichannel.loyalty.v1.ReferralService/UseReferralCode`.
         */
        post: operations["ReferralService_UseReferralCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers a member's balance, and what the active points are worth in a currency
         * @description Answers a member's balance, and what the active points are worth in a currency.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, whose subject is `member_id`; terminal, associate, agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.LoyaltyService/GetBalance`.
         */
        get: operations["LoyaltyService_GetBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}/balance:watch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams the balance as it is, then as it becomes
         * @description Streams the balance as it is, then as it becomes.
         *
         *     Versions may be skipped, never go back, and no entry is left out. More than 100 entries come in several messages, each with the version up to which everything was told. A client that resumes may be told entries again; it knows them by their sequence.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, whose subject is `member_id`; terminal, associate, agent, ops. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.LoyaltyService/WatchBalance`.
         */
        get: operations["LoyaltyService_WatchBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}/earnings:explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says in the member's language (en, it, ro, zh) why an order or an event earned what it did: line by line, by which rules of which version, with their factors and rounding
         * @description Says in the member's language (en, it, ro, zh) why an order or an event earned what it did: line by line, by which rules of which version, with their factors and rounding.
         *
         *     It tells what was earned then, whatever came back since.
         *
         *     Errors:
         *     - NOT_FOUND EARNING_NOT_FOUND: the member's program did not credit it, or no rule gave the lot.
         *
         *     Access: customers and guests, and assistants for their customer, whose subject is `member_id`; agent, ops. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.ProgramService/ExplainEarning`.
         */
        get: operations["ProgramService_ExplainEarning"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists a member's entries as a statement with running balance, latest first
         * @description Lists a member's entries as a statement with running balance, latest first.
         *
         *     The order is that in which they were posted, so what a statement once said stays: what is posted late, with an effect in the past, stands where it was posted and says when it counts.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, whose subject is `member_id`; terminal, associate, agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.LoyaltyService/ListEntries`.
         */
        get: operations["LoyaltyService_ListEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}/entries:export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams a member's statement as CSV, oldest entry first, and ends with the entries that there were when it began
         * @description Streams a member's statement as CSV, oldest entry first, and ends with the entries that there were when it began.
         *
         *     The first chunk begins with the names of the columns. A chunk has whole lines, so a stream that was cut off goes on behind the last chunk that was received. Words that people wrote are safe for spreadsheets: what such a program would take for a formula begins with an apostrophe.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, whose subject is `member_id`; agent, ops. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.LedgerService/ExportStatement`.
         */
        get: operations["LedgerService_ExportStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets points and coupons aside, on any channel, for something other than a cart's checkout
         * @description Sets points and coupons aside, on any channel, for something other than a cart's checkout.
         *
         *     A hold is resolved once: by CaptureHold, by ReleaseHold, or at its expiry. Of simultaneous holds only as many succeed as there are points. Coupons take off what they would at a checkout, and points pay for what they leave: all or nothing.
         *
         *     A till needs the member's presence for it (TillService.ProvePresence). Without a member it holds coupons that are anybody's, for whoever stands there. An agent says in `reference` what it is for.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *     - FAILED_PRECONDITION PRESENCE_REQUIRED: a till names a member and no proof.
         *     - FAILED_PRECONDITION PRESENCE_NOT_VALID: the proof is over, another member's or another store's.
         *     - FAILED_PRECONDITION CARD_LIMIT: more than the scan of a card is worth today; metadata limit, left.
         *     - FAILED_PRECONDITION INSUFFICIENT_POINTS: metadata active, requested.
         *     - FAILED_PRECONDITION BELOW_MINIMUM_REDEMPTION: metadata minimum.
         *     - FAILED_PRECONDITION POINTS_EXCEED_DUE: of the lines; metadata max_points.
         *     - FAILED_PRECONDITION COUPON_EXPIRED, COUPON_NOT_YET_VALID, COUPON_USED, COUPON_NOT_APPLICABLE: metadata code.
         *     - FAILED_PRECONDITION COUPON_MINIMUM_NOT_MET: metadata code, minimum_minor.
         *     - FAILED_PRECONDITION COUPON_UNKNOWN: metadata code.
         *     - INVALID_ARGUMENT COUPON_CODE_MISREAD: metadata code.
         *     - FAILED_PRECONDITION COUPON_NOT_YOURS: to tills and agents only; metadata code.
         *     - FAILED_PRECONDITION COUPON_VOIDED, COUPON_PAUSED, COUPON_BUDGET_SPENT: of the coupon or its campaign; metadata code.
         *     - FAILED_PRECONDITION COUPON_PERSON_REQUIRED: it is limited by person, and there is no member; metadata code.
         *     - FAILED_PRECONDITION ADJUSTMENT_LIMIT: of an agent, as of LoyaltyService.AdjustPoints.
         *     - INVALID_ARGUMENT POINTS_OUT_OF_RANGE, CURRENCY_NOT_REDEEMABLE
         *     - INVALID_ARGUMENT REASON_REQUIRED: an agent's hold without reference.
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many wrong codes; nothing is held.
         *
         *     Access: customers whose subject is `member_id`; terminal, agent, service. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.HoldService/HoldPoints`.
         */
        post: operations["HoldService_HoldPoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}/holds/{holdId}:capture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Spends held points, all or some; the rest becomes active again
         * @description Spends held points, all or some; the rest becomes active again.
         *
         *     A captured hold answers itself when the points and the order are the same. Its coupons are redeemed.
         *
         *     A till captures what a till of its store held, and names the receipt: the sale becomes an order by RecordOrder, which names the hold. What that order's returns and cancellation give back is exact. A hold that nobody captured is captured by its order, when it is still open.
         *
         *     Errors:
         *     - NOT_FOUND HOLD_NOT_FOUND
         *     - FAILED_PRECONDITION HOLD_RELEASED, HOLD_EXPIRED
         *     - FAILED_PRECONDITION HOLD_NOT_YOURS: another store's, or the member's own.
         *     - ALREADY_EXISTS RECEIPT_TAKEN: another hold was captured for this receipt.
         *     - INVALID_ARGUMENT RECEIPT_REQUIRED: of a till.
         *     - FAILED_PRECONDITION HOLD_ALREADY_CAPTURED: with other points, or for another order.
         *     - FAILED_PRECONDITION CHECKOUT_HOLD: it belongs to a cart's checkout.
         *     - FAILED_PRECONDITION CAPTURE_EXCEEDS_HOLD: metadata held.
         *
         *     Access: customers whose subject is `member_id`; terminal, agent, service. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.HoldService/CaptureHold`.
         */
        post: operations["HoldService_CaptureHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}/holds/{holdId}:release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes held points active again
         * @description Makes held points active again.
         *
         *     A released or expired hold answers itself.
         *
         *     Errors:
         *     - NOT_FOUND HOLD_NOT_FOUND
         *     - FAILED_PRECONDITION HOLD_ALREADY_CAPTURED, CHECKOUT_HOLD
         *     - FAILED_PRECONDITION HOLD_NOT_YOURS: to a till: another store's, or the member's own.
         *
         *     Access: customers whose subject is `member_id`; terminal, agent, service. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.HoldService/ReleaseHold`.
         */
        post: operations["HoldService_ReleaseHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}/lots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists a member's lots, latest first: what was issued together, by which rule, and where each of its points is now
         * @description Lists a member's lots, latest first: what was issued together, by which rule, and where each of its points is now.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, whose subject is `member_id`; agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.LedgerService/ListLots`.
         */
        get: operations["LedgerService_ListLots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}/referrals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the friends whom a member brought, the latest first
         * @description Lists the friends whom a member brought, the latest first.
         *
         *     The member sees how far each is and why, not who the friend is.
         *
         *     Errors:
         *     - INVALID_ARGUMENT PAGE_TOKEN_INVALID
         *
         *     Access: customers and guests, and assistants for their customer, whose subject is `member_id`; agent, ops. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.ReferralService/ListReferrals`.
         */
        get: operations["ReferralService_ListReferrals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}/rewards:redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a member a coupon of their own for points, as a reward of the program in force says
         * @description Gives a member a coupon of their own for points, as a reward of the program in force says.
         *
         *     Both or neither. The points are spent at once, whatever becomes of the coupon; ReturnReward gives them back.
         *
         *     Errors:
         *     - NOT_FOUND MEMBER_NOT_FOUND, REWARD_UNKNOWN
         *     - FAILED_PRECONDITION REWARD_NOT_FOR_TIER
         *     - FAILED_PRECONDITION REWARD_STOPPED: its campaign was stopped, or has nothing left.
         *     - FAILED_PRECONDITION INSUFFICIENT_POINTS: metadata active, requested.
         *
         *     Access: customers whose subject is `member_id`. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.CouponService/RedeemReward`.
         */
        post: operations["CouponService_RedeemReward"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{memberId}/rewards:return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a coupon back that was had for points, and gives the points back
         * @description Takes a coupon back that was had for points, and gives the points back.
         *
         *     While nobody has used it or holds it, in the days that its reward said when it was had. The coupon is voided, and the points come back to the lots that they came from.
         *
         *     Errors:
         *     - NOT_FOUND COUPON_UNKNOWN: also for one that is another's, or was not had for points.
         *     - FAILED_PRECONDITION COUPON_USED, COUPON_VOIDED
         *     - FAILED_PRECONDITION REWARD_NOT_RETURNABLE: its reward says never, or no longer.
         *
         *     Access: customers whose subject is `member_id`. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.CouponService/ReturnReward`.
         */
        post: operations["CouponService_ReturnReward"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists everybody's messages, latest first by created_at: what was sent, what waits, and what was not sent
         * @description Lists everybody's messages, latest first by created_at: what was sent, what waits, and what was not sent.
         *
         *     Each comes with what the embedded mailbox received of it. ExplainMessage tells why it stands where it does.
         *
         *     Errors:
         *     - INVALID_ARGUMENT PAGE_TOKEN_INVALID
         *
         *     Access: ops only. Weight: 1.
         *
         *     gRPC: `omnichannel.messaging.v1.MessagingService/FindMessages`.
         */
        get: operations["MessagingService_FindMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{messageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers one message
         * @description Answers one message.
         *
         *     Errors:
         *     - NOT_FOUND MESSAGE_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.messaging.v1.MessagingService/GetMessage`.
         */
        get: operations["MessagingService_GetMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{messageId}:explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells why a message was or was not sent
         * @description Tells why a message was or was not sent.
         *
         *     Every check comes in its order, with what it decided and by which facts. A sentence says it in the reader's language (en, it, ro, zh).
         *
         *     Errors:
         *     - NOT_FOUND MESSAGE_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.messaging.v1.MessagingService/ExplainMessage`.
         */
        get: operations["MessagingService_ExplainMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders:claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Links a receipt without a customer to the calling customer, who proves it by its number, date and total
         * @description Links a receipt without a customer to the calling customer, who proves it by its number, date and total.
         *
         *     Claiming one's own order again answers it again.
         *
         *     The number is what RecordOrder answered, for the till to print. The till's own numbers follow on each other and prove nothing.
         *
         *     Wrong tries are limited like LookupOrder's, but ten at one number from one address.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND: unknown, not matching or somebody else's, all alike.
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many wrong tries.
         *
         *     Access: customer only. Weight: 5.
         *
         *     gRPC: `omnichannel.orders.v1.OrderTrackingService/ClaimOrder`.
         */
        post: operations["OrderTrackingService_ClaimOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders:find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finds orders for staff, latest first by placed_at: by what a customer can name, by store, by status and date
         * @description Finds orders for staff, latest first by placed_at: by what a customer can name, by store, by status and date.
         *
         *     What was typed may be any of these, in any spelling, but whole:
         *     - the order's number or id, the number of its receipt (`external_id`)
         *     - a parcel's tracking number, a payment's reference
         *     - the e-mail address or phone number that it was bought with
         *
         *     A store's staff and tills find any store's order by what was typed; without it they see those of their own store. What they typed and found none of their store's orders by counts as a guess. Audited. It is a POST so that nothing personal stands in a URL.
         *
         *     Errors:
         *     - PERMISSION_DENIED NOT_YOUR_STORE
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: guessed too often; RetryInfo says when to try again.
         *     - INVALID_ARGUMENT PAGE_TOKEN_INVALID
         *
         *     Access: terminal, associate, agent, ops, service only. Weight: 1.
         *
         *     gRPC: `omnichannel.orders.v1.OrderTrackingService/FindOrders`.
         */
        post: operations["OrderTrackingService_FindOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders:import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Imports up to 1,000 past orders as history
         * @description Imports up to 1,000 past orders as history.
         *
         *     No message, promise or abandonment comes of them, and points are posted at their own times.
         *
         *     Idempotent by source, store_id and external_id: the same batch again is answered as it was the first time.
         *
         *     Reasons of a refused order:
         *     - EXTERNAL_ID_TAKEN: another record has this source, store_id and external_id.
         *     - LINES_REQUIRED, DUPLICATE_LINE, QUANTITY_OUT_OF_RANGE, PRICE_INVALID, NEGATIVE_PRICE
         *     - TOTALS_DO_NOT_ADD_UP, TENDERS_DO_NOT_MATCH, HOLD_REQUIRED
         *     - PLACED_IN_FUTURE: `placed_at`, `shipped_at` or `delivered_at`.
         *     - INVALID_FIELD: any other field.
         *
         *     Errors:
         *     - INVALID_ARGUMENT BATCH_TOO_LARGE
         *
         *     Access: ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.OrderTrackingService/ImportOrders`.
         */
        post: operations["OrderTrackingService_ImportOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders:lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finds an order for somebody who knows its number and the e-mail address or phone number that it was made with, without signing in
         * @description Finds an order for somebody who knows its number and the e-mail address or phone number that it was made with, without signing in.
         *
         *     A mismatch answers exactly like a miss, in the same time. It is a POST so that nothing personal stands in a URL.
         *
         *     Wrong tries a minute are limited: ten by one subject, sixty from one address, twenty at one number, of which five from one address.
         *
         *     With the order comes a link to it, as TrackingLinkService makes them, for an hour: a page can be opened by it again without anything personal.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many wrong tries.
         *
         *     Access: anybody. Weight: 5.
         *
         *     gRPC: `omnichannel.orders.v1.OrderTrackingService/LookupOrder`.
         */
        post: operations["OrderTrackingService_LookupOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders:record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records one sale that was made elsewhere, just now or while off line, for example a till's receipt or a marketplace's order
         * @description Records one sale that was made elsewhere, just now or while off line, for example a till's receipt or a marketplace's order.
         *
         *     It counts as news, so messages and promises follow.
         *
         *     Idempotent by source, store_id and external_id: the same record again answers the same order.
         *
         *     Errors:
         *     - ALREADY_EXISTS EXTERNAL_ID_TAKEN: another record has this source, store_id and external_id.
         *     - INVALID_ARGUMENT LINES_REQUIRED, DUPLICATE_LINE, QUANTITY_OUT_OF_RANGE, PRICE_INVALID, NEGATIVE_PRICE
         *     - INVALID_ARGUMENT TOTALS_DO_NOT_ADD_UP, TENDERS_DO_NOT_MATCH
         *     - INVALID_ARGUMENT PLACED_IN_FUTURE: `placed_at`, `shipped_at` or `delivered_at`.
         *     - INVALID_ARGUMENT HOLD_REQUIRED: lines were paid with points or coupons, and no hold is named.
         *
         *     Access: terminal, ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.OrderTrackingService/RecordOrder`.
         */
        post: operations["OrderTrackingService_RecordOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers one order
         * @description Answers one order.
         *
         *     Right after a checkout the order may take a moment to appear.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, associate, agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.orders.v1.OrderTrackingService/GetOrder`.
         */
        get: operations["OrderTrackingService_GetOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}:amend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Changes lines of an order, as far as a sold order can be changed: fewer units are kept
         * @description Changes lines of an order, as far as a sold order can be changed: fewer units are kept.
         *
         *     Fewer units are cancelled as CancelOrder does. More units, another way of fulfilment and other options are another sale: what is refused says so, line by line. Where the goods go is changed by FulfilmentService.ChangeDeliveryAddress.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, LINE_NOT_FOUND
         *
         *     Access: customers and guests for what is theirs; agent, ops. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.OrderTrackingService/AmendOrder`.
         */
        post: operations["OrderTrackingService_AmendOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}:cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancels what is in no parcel yet: of all units, or of the given ones
         * @description Cancels what is in no parcel yet: of all units, or of the given ones.
         *
         *     It does what it can, and says of each line what it did and why not the rest. Where it can do nothing it is refused.
         *
         *     Postage and fees are earned with the first goods that are on their way. They are cancelled with the last goods that are cancelled.
         *
         *     What the units were paid with is given back by instruction, points by Loyalty. Once all of an order is cancelled, Loyalty makes its coupons usable again.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, LINE_NOT_FOUND
         *     - FAILED_PRECONDITION ALREADY_SHIPPED, ALREADY_CANCELLED: of all that was asked for.
         *
         *     Access: customers and guests for what is theirs; agent, ops. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.OrderTrackingService/CancelOrder`.
         */
        post: operations["OrderTrackingService_CancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}:changeAddress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends what was not handed over yet to another address of the same country
         * @description Sends what was not handed over yet to another address of the same country.
         *
         *     The answer says what it did: `gone_shipment_ids` go to the address of before, `relabel_shipment_ids` were announced and need a new label (VoidShipment, then CreateShipment). Their hand-over is refused until then. Gift wrap and note stay as they are.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND
         *     - FAILED_PRECONDITION ALREADY_HANDED_OVER: all that is shipped of it. Metadata shipment_ids.
         *     - FAILED_PRECONDITION NOTHING_TO_SHIP: nothing of it is shipped, or all of that was cancelled.
         *     - FAILED_PRECONDITION COUNTRY_DIFFERS: postage, tax and promise are those of the country. Metadata region_code.
         *
         *     Access: customers and guests for what is theirs; agent, ops. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.FulfilmentService/ChangeDeliveryAddress`.
         */
        post: operations["FulfilmentService_ChangeDeliveryAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}:createLink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a link under which anybody may see where an order is, for 90 days or until RevokeTrackingLinks
         * @description Makes a link under which anybody may see where an order is, for 90 days or until RevokeTrackingLinks.
         *
         *     It holds nothing and changes nothing; a second one is as good as the first.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND
         *
         *     Access: customers and guests for what is theirs; terminal, associate, agent, ops, service. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.TrackingLinkService/CreateTrackingLink`.
         */
        post: operations["TrackingLinkService_CreateTrackingLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}:explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers "where is my order?" in the customer's language (en, it, ro, zh), from what is known now
         * @description Answers "where is my order?" in the customer's language (en, it, ro, zh), from what is known now.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, associate, agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.orders.v1.OrderTrackingService/ExplainOrder`.
         */
        get: operations["OrderTrackingService_ExplainOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}:revokeLinks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends all links to an order that were made until now, whoever made them
         * @description Ends all links to an order that were made until now, whoever made them.
         *
         *     Later ones are good.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND
         *
         *     Access: customers and guests for what is theirs; agent, ops, service. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.TrackingLinkService/RevokeTrackingLinks`.
         */
        post: operations["TrackingLinkService_RevokeTrackingLinks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}:watch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams the order as it is, then the whole order after each change
         * @description Streams the order as it is, then the whole order after each change.
         *
         *     Versions may be skipped, never go back.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND: also when the order stops being the caller's.
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; associate, agent, ops. Weight: 1.
         *
         *     gRPC: `omnichannel.orders.v1.OrderTrackingService/WatchOrder`.
         */
        get: operations["OrderTrackingService_WatchOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Files a claim about units of a parcel that was delivered, or is assumed to be
         * @description Files a claim about units of a parcel that was delivered, or is assumed to be.
         *
         *     A delivery that is only assumed is taken back at once when its goods are said not to have come: the parcel seems lost until somebody reports it.
         *
         *     No unit is in two claims that are open or accepted, and none that came back is in one.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, SHIPMENT_NOT_FOUND, LINE_NOT_FOUND
         *     - FAILED_PRECONDITION NOT_DELIVERED: the parcel is not.
         *     - FAILED_PRECONDITION CLAIM_EXCEEDS_DELIVERED: metadata line_id, open_quantity.
         *     - FAILED_PRECONDITION UNITS_IN_RETURN: a return is to bring them back; it can be cancelled. Metadata line_id, open_quantity.
         *     - FAILED_PRECONDITION TOO_MANY_CLAIMS: an order has at most 100.
         *
         *     Access: customers and guests for what is theirs; agent, ops. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.ClaimService/FileClaim`.
         */
        post: operations["ClaimService_FileClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/claims/{claimId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers one claim with its text and photos
         * @description Answers one claim with its text and photos.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, CLAIM_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; agent, ops. Weight: 1.
         *
         *     gRPC: `omnichannel.orders.v1.ClaimService/GetClaim`.
         */
        get: operations["ClaimService_GetClaim"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/claims/{claimId}:resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accepts or declines a claim
         * @description Accepts or declines a claim.
         *
         *     REFUND cancels the units and gives back what they cost, as CancelOrder does, but their goods do not come back to stock. REPLACEMENT makes them open to be shipped again. A promise that counted them as delivered is decided again.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, CLAIM_NOT_FOUND
         *     - FAILED_PRECONDITION CLAIM_STATE: it is neither open nor in review. Metadata state.
         *     - FAILED_PRECONDITION CLAIM_EXCEEDS_DELIVERED: units came back meanwhile. Metadata line_id, open_quantity.
         *     - INVALID_ARGUMENT REASON_REQUIRED: to decline.
         *
         *     Access: agent, ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.ClaimService/ResolveClaim`.
         */
        post: operations["ClaimService_ResolveClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/claims/{claimId}:review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes an open claim up, or a declined one again
         * @description Takes an open claim up, or a declined one again.
         *
         *     A proof of delivery that comes takes an open claim up by itself.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, CLAIM_NOT_FOUND
         *     - FAILED_PRECONDITION CLAIM_STATE: it is neither open nor declined. Metadata state.
         *     - FAILED_PRECONDITION CLAIM_EXCEEDS_DELIVERED: units of a declined one are in another claim, or came back. Metadata line_id, open_quantity.
         *     - FAILED_PRECONDITION UNITS_IN_RETURN: a return is to bring units of a declined one back. Metadata line_id, open_quantity.
         *
         *     Access: agent, ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.ClaimService/ReviewClaim`.
         */
        post: operations["ClaimService_ReviewClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/claims/{claimId}:withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraws a claim that is not decided, for example because the parcel turned up
         * @description Withdraws a claim that is not decided, for example because the parcel turned up.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, CLAIM_NOT_FOUND
         *     - FAILED_PRECONDITION CLAIM_STATE: it is neither open nor in review. Metadata state.
         *
         *     Access: customers and guests for what is theirs; agent, ops. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.ClaimService/WithdrawClaim`.
         */
        post: operations["ClaimService_WithdrawClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/deliveryDetails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers where an order's goods go
         * @description Answers where an order's goods go.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND
         *     - NOT_FOUND DETAILS_NOT_FOUND: nobody gave any for this order.
         *     - FAILED_PRECONDITION NOTHING_TO_SHIP: to a warehouse, when all was handed over or cancelled.
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; warehouse, agent, ops. Weight: 1.
         *
         *     gRPC: `omnichannel.orders.v1.FulfilmentService/GetDeliveryDetails`.
         */
        get: operations["FulfilmentService_GetDeliveryDetails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/milestones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells that units were picked or packed, or that a parcel was handed over
         * @description Tells that units were picked or packed, or that a parcel was handed over.
         *
         *     Milestones are facts: they may come twice, late and in any order. What was packed counts as picked, what has left as both. Units that were cancelled meanwhile count no more: the answer says how many are to be put back.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, LINE_NOT_FOUND, SHIPMENT_NOT_FOUND
         *     - ALREADY_EXISTS MILESTONE_ID_TAKEN: another milestone of the order has this id.
         *     - FAILED_PRECONDITION QUANTITY_EXCEEDS_ORDERED: more than the line has, or than is shipped of it. Metadata line_id, open_quantity.
         *     - FAILED_PRECONDITION NEEDS_NEW_LABEL: the address was changed after the parcel was announced.
         *     - FAILED_PRECONDITION SHIPMENT_VOID: the parcel was called off.
         *     - INVALID_ARGUMENT OCCURRED_IN_FUTURE, OCCURRED_BEFORE_ORDER: `occurred_at`.
         *
         *     Access: warehouse, ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.FulfilmentService/ReportMilestone`.
         */
        post: operations["FulfilmentService_ReportMilestone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/packingList": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers what goes into a box and where it goes: the units that no parcel has yet, or those of one parcel that was not handed over
         * @description Answers what goes into a box and where it goes: the units that no parcel has yet, or those of one parcel that was not handed over.
         *
         *     It names no prices: it may lie in a gift.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, SHIPMENT_NOT_FOUND
         *     - FAILED_PRECONDITION NOTHING_TO_SHIP: all of it was handed over or cancelled.
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; warehouse, ops. Weight: 1.
         *
         *     gRPC: `omnichannel.orders.v1.FulfilmentService/GetPackingList`.
         */
        get: operations["FulfilmentService_GetPackingList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers the ledger of an order
         * @description Answers the ledger of an order.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, associate, agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.orders.v1.OrderPaymentService/GetOrderPayments`.
         */
        get: operations["OrderPaymentService_GetOrderPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/payments:charge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks the customer's means of payment for what is due: a saved one, or by a link that the provider makes
         * @description Asks the customer's means of payment for what is due: a saved one, or by a link that the provider makes.
         *
         *     A charge that fails is not asked for again by itself.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND
         *     - NOT_FOUND TENDER_NOT_FOUND: the order's customer has no such saved tender.
         *     - FAILED_PRECONDITION CHARGE_EXCEEDS_DUE: metadata due_minor.
         *
         *     Access: agent, ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.OrderPaymentService/RequestCharge`.
         */
        post: operations["OrderPaymentService_RequestCharge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/payments:record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records a payment that was taken, held or given up after the sale: the rest behind a deposit, cash on delivery, a link
         * @description Records a payment that was taken, held or given up after the sale: the rest behind a deposit, cash on delivery, a link.
         *
         *     What it brings beyond what is due goes back at once (OVERPAID). In cash it may be rounded as its market's country rounds it.
         *
         *     Idempotent by payment_id and state: the same again answers the ledger.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND
         *     - ALREADY_EXISTS PAYMENT_ID_TAKEN: another kind, reference or amount has this payment_id.
         *     - ALREADY_EXISTS PAYMENT_KNOWN: the sale, or another payment_id, has this kind and reference.
         *     - INVALID_ARGUMENT OCCURRED_IN_FUTURE, CARD_NUMBER
         *
         *     Access: terminal, ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.OrderPaymentService/RecordPayment`.
         */
        post: operations["OrderPaymentService_RecordPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/pickups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives units that are to be shipped to a store that sends them: ship from store
         * @description Gives units that are to be shipped to a store that sends them: ship from store.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, LINE_NOT_FOUND
         *     - FAILED_PRECONDITION ORDER_CANCELLED
         *     - FAILED_PRECONDITION QUANTITY_EXCEEDS_ORDERED: metadata line_id, open_quantity.
         *
         *     Access: ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.PickupService/AssignToStore`.
         */
        post: operations["PickupService_AssignToStore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/promises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Promises a delivery window for an order, or lines of it, that have none in force
         * @description Promises a delivery window for an order, or lines of it, that have none in force.
         *
         *     Sold carts that are shipped get theirs from the shipping option, for the lines that are shipped.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, LINE_NOT_FOUND
         *     - FAILED_PRECONDITION PROMISE_EXISTS, ORDER_DELIVERED, ORDER_CANCELLED
         *     - FAILED_PRECONDITION ORDER_HISTORICAL: an imported order gets no promise.
         *     - INVALID_ARGUMENT WINDOW_INVALID: it ends before it begins, or is over.
         *
         *     Access: ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.ShipmentService/SetPromise`.
         */
        post: operations["ShipmentService_SetPromise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/promises/{promiseId}:revise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replaces the window of a promise that is neither kept nor broken
         * @description Replaces the window of a promise that is neither kept nor broken.
         *
         *     The customer is told. The earlier revision stays in the history.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, PROMISE_NOT_FOUND
         *     - FAILED_PRECONDITION PROMISE_FINAL: it is kept, broken or withdrawn.
         *     - INVALID_ARGUMENT WINDOW_INVALID: as at SetPromise.
         *
         *     Access: ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.ShipmentService/RevisePromise`.
         */
        post: operations["ShipmentService_RevisePromise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives something off the price of an order, for example of its postage, and gives it back
         * @description Gives something off the price of an order, for example of its postage, and gives it back.
         *
         *     Cancellations and returns give back by themselves.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND
         *     - FAILED_PRECONDITION REFUND_EXCEEDS_PAID: metadata left_minor.
         *
         *     Access: agent, ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.OrderPaymentService/RequestRefund`.
         */
        post: operations["OrderPaymentService_RequestRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/refunds:retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tries the failed parts of a refund again now, as before or by another way
         * @description Tries the failed parts of a refund again now, as before or by another way.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, REFUND_NOT_FOUND
         *     - FAILED_PRECONDITION REFUND_NOT_FAILED
         *     - INVALID_ARGUMENT CARD_NUMBER
         *
         *     Access: agent, ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.OrderPaymentService/RetryRefund`.
         */
        post: operations["OrderPaymentService_RetryRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/returnEligibility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells for each line of an order how many units can be returned until when, for what and at what fee, or why not
         * @description Tells for each line of an order how many units can be returned until when, for what and at what fee, or why not.
         *
         *     Each answer names the rule that decided. It is the same on every channel, and CreateReturn decides by it.
         *
         *     Right after a purchase the order may take a moment to be known here.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, associate, agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.returns.v1.ReturnPolicyService/GetEligibility`.
         */
        get: operations["ReturnPolicyService_GetEligibility"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/shipments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Announces a parcel with some of the order's units
         * @description Announces a parcel with some of the order's units.
         *
         *     Tracking events that came before it are applied to it at once, back to a day before now or `picked_up_at`: what is older is of an earlier parcel with the same number. A number that means a parcel of this order already answers that parcel. A number is free again when its parcel is CANCELLED, 30 days after the last news of one that has ended, and 120 days after the last news of any.
         *
         *     A parcel of several pieces has a number for each. It is delivered when all of them are; one that comes to nothing beside others makes it DELIVERY_FAILED.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, LINE_NOT_FOUND
         *     - FAILED_PRECONDITION QUANTITY_EXCEEDS_ORDERED: metadata line_id, open_quantity.
         *     - FAILED_PRECONDITION ORDER_CANCELLED
         *     - ALREADY_EXISTS TRACKING_NUMBER_TAKEN: same carrier and number on another order, and not free again.
         *     - INVALID_ARGUMENT OCCURRED_IN_FUTURE, OCCURRED_BEFORE_ORDER: `picked_up_at`.
         *     - INVALID_ARGUMENT CARRIER_NOT_RECOGNISED: metadata candidates, the carriers that share the number's form.
         *
         *     Access: associate, warehouse, ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.ShipmentService/CreateShipment`.
         */
        post: operations["ShipmentService_CreateShipment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/shipments/{shipmentId}:correctStatus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Corrects a parcel's status against what its events say, for example a delivery that was none
         * @description Corrects a parcel's status against what its events say, for example a delivery that was none.
         *
         *     It is the only way out of a terminal status. Later events count again from `occurred_at` on. Audited with the reason.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, SHIPMENT_NOT_FOUND
         *     - INVALID_ARGUMENT REASON_REQUIRED
         *     - INVALID_ARGUMENT OCCURRED_IN_FUTURE, OCCURRED_BEFORE_ORDER: `occurred_at`.
         *
         *     Access: ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.ShipmentService/CorrectStatus`.
         */
        post: operations["ShipmentService_CorrectStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/shipments/{shipmentId}:recordProof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keeps who took a parcel, where, and a photo of it
         * @description Keeps who took a parcel, where, and a photo of it.
         *
         *     What carriers' documents say of it is kept beside, as their data files name it. A full replacement of what staff said before. It says nothing of whether the parcel is delivered: a carrier's event or CorrectStatus does.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, SHIPMENT_NOT_FOUND
         *
         *     Access: warehouse, ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.FulfilmentService/RecordProofOfDelivery`.
         */
        post: operations["FulfilmentService_RecordProofOfDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/shipments/{shipmentId}:void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Calls off a parcel that was announced and not handed over: its units can be shipped again, and its number is free
         * @description Calls off a parcel that was announced and not handed over: its units can be shipped again, and its number is free.
         *
         *     Again, it has no further effect.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, SHIPMENT_NOT_FOUND
         *     - FAILED_PRECONDITION ALREADY_HANDED_OVER: metadata shipment_ids.
         *
         *     Access: warehouse, ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.FulfilmentService/VoidShipment`.
         */
        post: operations["FulfilmentService_VoidShipment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/shipments/{shipmentId}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers who took a parcel, as its carrier and as staff say it
         * @description Answers who took a parcel, as its carrier and as staff say it.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, SHIPMENT_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; agent, ops. Weight: 1.
         *
         *     gRPC: `omnichannel.orders.v1.FulfilmentService/GetProofOfDelivery`.
         */
        get: operations["FulfilmentService_GetProofOfDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments:reportResult": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells what became of an instruction
         * @description Tells what became of an instruction.
         *
         *     Results may come in any order and any number of times: of one instruction the latest by `occurred_at` counts. A success of a charge is final. A hold is given up whole, whatever amount its result names.
         *
         *     Errors:
         *     - NOT_FOUND INSTRUCTION_NOT_FOUND
         *     - FAILED_PRECONDITION AMOUNT_DIFFERS: metadata amount_minor.
         *     - INVALID_ARGUMENT OCCURRED_IN_FUTURE, CARD_NUMBER
         *
         *     Access: ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.OrderPaymentService/ReportPaymentResult`.
         */
        post: operations["OrderPaymentService_ReportPaymentResult"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pickups/{pickupId}:accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that somebody picks the goods now
         * @description Says that somebody picks the goods now.
         *
         *     Errors:
         *     - NOT_FOUND PICKUP_NOT_FOUND
         *     - FAILED_PRECONDITION PICKUP_OVER: metadata status.
         *     - INVALID_ARGUMENT OCCURRED_IN_FUTURE, OCCURRED_BEFORE_ORDER
         *
         *     Access: terminal, associate, ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.PickupService/AcceptPickup`.
         */
        post: operations["PickupService_AcceptPickup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pickups/{pickupId}:arrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells the store that the customer is there: "I am here"
         * @description Tells the store that the customer is there: "I am here".
         *
         *     Errors:
         *     - NOT_FOUND PICKUP_NOT_FOUND
         *     - FAILED_PRECONDITION PICKUP_NOT_READY
         *
         *     Access: customers and guests for what is theirs. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.PickupService/AnnounceArrival`.
         */
        post: operations["PickupService_AnnounceArrival"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pickups/{pickupId}:collect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hands goods over, against a code or by staff who checked otherwise who it is
         * @description Hands goods over, against a code or by staff who checked otherwise who it is.
         *
         *     What was not said to be ready becomes so by it. Wrong codes a minute are limited: ten by one subject, sixty from one address, twenty at one pickup.
         *
         *     Errors:
         *     - NOT_FOUND PICKUP_NOT_FOUND, LINE_NOT_FOUND
         *     - INVALID_ARGUMENT PICKUP_CODE_WRONG
         *     - FAILED_PRECONDITION PICKUP_OVER: metadata status.
         *     - FAILED_PRECONDITION QUANTITY_EXCEEDS_PICKUP: metadata line_id, left_quantity.
         *     - INVALID_ARGUMENT OCCURRED_IN_FUTURE, OCCURRED_BEFORE_ORDER
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many wrong codes.
         *
         *     Access: terminal, associate, ops only. Weight: 5.
         *
         *     gRPC: `omnichannel.orders.v1.PickupService/CollectPickup`.
         */
        post: operations["PickupService_CollectPickup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pickups/{pickupId}:extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keeps goods that are ready some days longer
         * @description Keeps goods that are ready some days longer.
         *
         *     Errors:
         *     - NOT_FOUND PICKUP_NOT_FOUND
         *     - FAILED_PRECONDITION PICKUP_NOT_READY
         *     - FAILED_PRECONDITION EXTENSION_TOO_LONG: metadata most_days, those that are left.
         *
         *     Access: customers and guests for what is theirs; terminal, associate, agent, ops. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.PickupService/ExtendPickup`.
         */
        post: operations["PickupService_ExtendPickup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pickups/{pickupId}:move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives units that were rejected, else units that wait, to another store, or to be shipped from a warehouse
         * @description Gives units that were rejected, else units that wait, to another store, or to be shipped from a warehouse.
         *
         *     At another store they are a pickup of their own, with another code.
         *
         *     Errors:
         *     - NOT_FOUND PICKUP_NOT_FOUND, LINE_NOT_FOUND
         *     - FAILED_PRECONDITION QUANTITY_EXCEEDS_PICKUP: metadata line_id, left_quantity.
         *
         *     Access: ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.PickupService/MovePickup`.
         */
        post: operations["PickupService_MovePickup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pickups/{pickupId}:ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that goods wait for their customer, or are packed for the carrier
         * @description Says that goods wait for their customer, or are packed for the carrier.
         *
         *     The pickup is READY, and its customer told, once nothing of it waits to be picked. Until then parts may be collected.
         *
         *     Errors:
         *     - NOT_FOUND PICKUP_NOT_FOUND, LINE_NOT_FOUND
         *     - FAILED_PRECONDITION PICKUP_OVER: metadata status.
         *     - FAILED_PRECONDITION QUANTITY_EXCEEDS_PICKUP: metadata line_id, left_quantity.
         *     - INVALID_ARGUMENT OCCURRED_IN_FUTURE, OCCURRED_BEFORE_ORDER
         *
         *     Access: terminal, associate, ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.PickupService/MarkPickupReady`.
         */
        post: operations["PickupService_MarkPickupReady"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pickups/{pickupId}:reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that the store cannot do it: units that wait first, then ready ones
         * @description Says that the store cannot do it: units that wait first, then ready ones.
         *
         *     They may be moved elsewhere (MovePickup) for some hours. Then they are cancelled and what they were paid with is given back; at once when the customer does not want them.
         *
         *     Errors:
         *     - NOT_FOUND PICKUP_NOT_FOUND, LINE_NOT_FOUND
         *     - FAILED_PRECONDITION PICKUP_OVER: metadata status.
         *     - FAILED_PRECONDITION QUANTITY_EXCEEDS_PICKUP: metadata line_id, left_quantity.
         *     - INVALID_ARGUMENT OCCURRED_IN_FUTURE, OCCURRED_BEFORE_ORDER
         *
         *     Access: terminal, associate, ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.PickupService/RejectPickup`.
         */
        post: operations["PickupService_RejectPickup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pickups/{pickupId}:send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends goods of a pickup whose purpose is SHIPPING: announces their parcel
         * @description Sends goods of a pickup whose purpose is SHIPPING: announces their parcel.
         *
         *     The parcel is like any other of the order (ShipmentService). When it comes to nothing its units are ready at the store again.
         *
         *     Errors:
         *     - NOT_FOUND PICKUP_NOT_FOUND, LINE_NOT_FOUND
         *     - FAILED_PRECONDITION PICKUP_IS_COLLECTED: its customer comes for it.
         *     - FAILED_PRECONDITION PICKUP_OVER: metadata status.
         *     - FAILED_PRECONDITION QUANTITY_EXCEEDS_PICKUP: metadata line_id, left_quantity.
         *     - ALREADY_EXISTS TRACKING_NUMBER_TAKEN
         *     - INVALID_ARGUMENT CARRIER_NOT_RECOGNISED: metadata candidates.
         *
         *     Access: terminal, associate, ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.PickupService/SendPickup`.
         */
        post: operations["PickupService_SendPickup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pickups/{pickupId}:showCode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers the secret code against which goods are handed over, and where and until when
         * @description Answers the secret code against which goods are handed over, and where and until when.
         *
         *     It is stored nowhere, and only its owner reads it, no software agent either: Messaging makes it again to tell them. A code reader reads it as it is.
         *
         *     Errors:
         *     - NOT_FOUND PICKUP_NOT_FOUND
         *
         *     Access: customers and guests for what is theirs. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.PickupService/ShowPickupCode`.
         */
        post: operations["PickupService_ShowPickupCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pickups/{pickupId}/collectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets another person collect, with a code of their own
         * @description Lets another person collect, with a code of their own.
         *
         *     Their name is what the store checks. At most five at a time.
         *
         *     Errors:
         *     - NOT_FOUND PICKUP_NOT_FOUND
         *     - FAILED_PRECONDITION PICKUP_OVER: metadata status.
         *     - FAILED_PRECONDITION TOO_MANY_COLLECTORS
         *
         *     Access: customers and guests for what is theirs. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.PickupService/AuthorizeCollector`.
         */
        post: operations["PickupService_AuthorizeCollector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pickups/{pickupId}/collectors/{collectorId}:revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets a person collect no more: their code is wrong from now on
         * @description Lets a person collect no more: their code is wrong from now on.
         *
         *     Errors:
         *     - NOT_FOUND PICKUP_NOT_FOUND, COLLECTOR_NOT_FOUND
         *
         *     Access: customers and guests for what is theirs. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.PickupService/RevokeCollector`.
         */
        post: operations["PickupService_RevokeCollector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pickups/{pickupId}/events/{eventId}:undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes back something that a pickup's history says, with a reason: goods that were not handed over, not ready, not rejected
         * @description Takes back something that a pickup's history says, with a reason: goods that were not handed over, not ready, not rejected.
         *
         *     What has given money back, or has moved on, stays.
         *
         *     Errors:
         *     - NOT_FOUND PICKUP_NOT_FOUND, PICKUP_EVENT_NOT_FOUND
         *     - INVALID_ARGUMENT REASON_REQUIRED
         *     - FAILED_PRECONDITION PICKUP_EVENT_FINAL
         *
         *     Access: associate, ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.PickupService/UndoPickupEvent`.
         */
        post: operations["PickupService_UndoPickupEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Checks a program document and publishes it as the next version of its program
         * @description Checks a program document and publishes it as the next version of its program.
         *
         *     It is YAML or JSON; the service's README describes every key. A key that is not known or there twice, a value of another kind and whatever contradicts itself are refused. The document is kept as it was published, to the byte.
         *
         *     Errors:
         *     - INVALID_ARGUMENT PROGRAM_INVALID: one violation per fault, its field is the path in the document, its description begins with line and column.
         *     - INVALID_ARGUMENT EFFECTIVE_IN_PAST
         *
         *     Access: ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.ProgramService/PublishProgram`.
         */
        post: operations["ProgramService_PublishProgram"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{programId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers a version of a program
         * @description Answers a version of a program.
         *
         *     Errors:
         *     - NOT_FOUND PROGRAM_NOT_FOUND
         *
         *     Access: customer, guest, terminal, associate, agent, ops, service only. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.ProgramService/GetProgram`.
         */
        get: operations["ProgramService_GetProgram"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{programId}:simulateEarn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells what a basket would earn now, per line, by the rules that a purchase would be under
         * @description Tells what a basket would earn now, per line, by the rules that a purchase would be under.
         *
         *     Errors:
         *     - NOT_FOUND PROGRAM_NOT_FOUND
         *     - INVALID_ARGUMENT TIER_UNKNOWN
         *
         *     Access: customer, guest, terminal, associate, agent, service only. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.ProgramService/SimulateEarn`.
         */
        post: operations["ProgramService_SimulateEarn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promotions:upsert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Inserts or replaces promotions by id
         * @description Inserts or replaces promotions by id.
         *
         *     Each is replaced as a whole.
         *
         *     Reasons of a refused promotion:
         *     - PROMOTION_INVALID: metadata field.
         *
         *     Access: ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CatalogueService/UpsertPromotions`.
         */
        post: operations["CatalogueService_UpsertPromotions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/referrals/{referralId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers a referral with both sides
         * @description Answers a referral with both sides.
         *
         *     Audited under the referrer.
         *
         *     Errors:
         *     - NOT_FOUND REFERRAL_NOT_FOUND
         *
         *     Access: agent, ops only. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.ReferralService/GetReferral`.
         */
        get: operations["ReferralService_GetReferral"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returnPolicies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Checks a policy document and publishes it as the next version
         * @description Checks a policy document and publishes it as the next version.
         *
         *     With `dry_run` it only tells what the document would answer differently.
         *
         *     Faults are for example rules that tie, no rule with an empty scope, rule ids twice, a window without anchor, an unknown time zone. One more is a fee without an amount in a currency in which the rule's markets have bought.
         *
         *     Errors:
         *     - INVALID_ARGUMENT POLICY_INVALID: one violation per fault, with its path.
         *     - INVALID_ARGUMENT EFFECTIVE_IN_PAST
         *
         *     Access: ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.returns.v1.ReturnPolicyService/PublishPolicy`.
         */
        post: operations["ReturnPolicyService_PublishPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returnPolicies:explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says in the customer's language (en, it, ro, zh) which policy would hold for a purchase now
         * @description Says in the customer's language (en, it, ro, zh) which policy would hold for a purchase now.
         *
         *     It is for a product page, a till or a chat, open to all. It has three parts: category, window and actions; pickup and processing; general rules.
         *
         *     Errors:
         *     - NOT_FOUND POLICY_NOT_FOUND
         *
         *     Access: anybody. Weight: 1.
         *
         *     gRPC: `omnichannel.returns.v1.ReturnPolicyService/ExplainPolicy`.
         */
        get: operations["ReturnPolicyService_ExplainPolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returnPolicies/{policyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers a version of a policy
         * @description Answers a version of a policy.
         *
         *     Errors:
         *     - NOT_FOUND POLICY_NOT_FOUND
         *
         *     Access: terminal, associate, agent, ops, service only. Weight: 1.
         *
         *     gRPC: `omnichannel.returns.v1.ReturnPolicyService/GetPolicy`.
         */
        get: operations["ReturnPolicyService_GetPolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a return and answers its RMA code with the QR of it
         * @description Begins a return and answers its RMA code with the QR of it.
         *
         *     It is approved at once unless a rule wants staff to.
         *
         *     Every FAILED_PRECONDITION has line_id, policy_id, policy_version and rule_id in its metadata.
         *
         *     Errors:
         *     - NOT_FOUND ORDER_NOT_FOUND, LINE_NOT_FOUND
         *     - FAILED_PRECONDITION FINAL_SALE, EXCLUDED_CATEGORY, NOT_MERCHANDISE, NOT_FULFILLED, ALREADY_RETURNED, IN_ANOTHER_RETURN
         *     - FAILED_PRECONDITION IN_CLAIM: nobody has decided a claim about the units (ClaimService); it can be withdrawn.
         *     - FAILED_PRECONDITION CLAIM_ACCEPTED: a claim about the units was accepted; they were paid back, or are sent again.
         *     - FAILED_PRECONDITION WINDOW_EXPIRED: metadata also deadline_at; staff go on with a `late_reason`.
         *     - FAILED_PRECONDITION QUANTITY_EXCEEDS_RETURNABLE: metadata also returnable.
         *     - FAILED_PRECONDITION RESOLUTION_NOT_ALLOWED, METHOD_NOT_ALLOWED
         *
         *     Access: customers and guests for what is theirs; terminal, associate, agent. Weight: 2.
         *
         *     gRPC: `omnichannel.returns.v1.ReturnsService/CreateReturn`.
         */
        post: operations["ReturnsService_CreateReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns:byRmaCode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finds a return by the code that the customer shows or reads out
         * @description Finds a return by the code that the customer shows or reads out.
         *
         *     Case and hyphen do not matter.
         *
         *     Wrong codes a minute, also at CompleteReturnInStore, are limited: ten by one subject, sixty from one address, twenty at one code.
         *
         *     Errors:
         *     - NOT_FOUND RETURN_NOT_FOUND
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many wrong codes.
         *
         *     Access: terminal, associate, agent, ops only. Weight: 5.
         *
         *     gRPC: `omnichannel.returns.v1.ReturnsService/GetReturnByRmaCode`.
         */
        get: operations["ReturnsService_GetReturnByRmaCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns:completeInStore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receives, inspects and resolves an approved return at a till in one call, by RMA code or id
         * @description Receives, inspects and resolves an approved return at a till in one call, by RMA code or id.
         *
         *     Units that are not handed in are the order's again. Only what is handed in here is received and inspected here.
         *
         *     While units that came elsewhere wait for their inspection, the return stays RECEIVED. That inspection resolves it.
         *
         *     There is one refund however often it is sent. What the till gives back in cash is in `refund.cash_at_till` once the refund is granted. The answer waits a few seconds for that; after a longer one ask again: with the same key, or by GetReturn.
         *
         *     A return that is finished answers WRONG_STATE to another call, so that nobody gives cash twice.
         *
         *     Errors:
         *     - those of ReceiveReturn
         *     - those of InspectReturn
         *     - FAILED_PRECONDITION APPROVAL_PENDING
         *     - FAILED_PRECONDITION NOTHING_HANDED_IN: all units came before; name those that are inspected here.
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many wrong codes, as at GetReturnByRmaCode.
         *
         *     Access: terminal only. Weight: 5.
         *
         *     gRPC: `omnichannel.returns.v1.ReturnsService/CompleteReturnInStore`.
         */
        post: operations["ReturnsService_CompleteReturnInStore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns:import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Imports up to 1,000 past returns as history, closed and refunded
         * @description Imports up to 1,000 past returns as history, closed and refunded.
         *
         *     No message comes of them and no window applies; points are reversed at their own times.
         *
         *     Idempotent by source, store_id and external_id.
         *
         *     Reasons of a refused return:
         *     - LINE_NOT_FOUND, QUANTITY_OUT_OF_RANGE, BEFORE_ORDER, TIME_IN_FUTURE
         *     - QUANTITY_EXCEEDS_FULFILLED: metadata line_id, returnable.
         *     - REFUND_EXCEEDS_PAID: more than the order still costs; metadata left_minor.
         *     - EXTERNAL_ID_TAKEN: another record has this source, store_id and external_id.
         *     - INVALID_FIELD: any other field.
         *
         *     Errors:
         *     - INVALID_ARGUMENT BATCH_TOO_LARGE
         *
         *     Access: ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.returns.v1.ReturnsService/ImportReturns`.
         */
        post: operations["ReturnsService_ImportReturns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/{returnId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers one return
         * @description Answers one return.
         *
         *     Errors:
         *     - NOT_FOUND RETURN_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, associate, agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.returns.v1.ReturnsService/GetReturn`.
         */
        get: operations["ReturnsService_GetReturn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/{returnId}:approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves a return that waits for it
         * @description Approves a return that waits for it.
         *
         *     Errors:
         *     - NOT_FOUND RETURN_NOT_FOUND
         *     - FAILED_PRECONDITION WRONG_STATE
         *     - FAILED_PRECONDITION CLAIM_ACCEPTED: a claim settled all of its units meanwhile; metadata line_id.
         *
         *     Access: associate, agent, ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.returns.v1.ReturnsService/ApproveReturn`.
         */
        post: operations["ReturnsService_ApproveReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/{returnId}:cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a return back before any goods were received
         * @description Takes a return back before any goods were received.
         *
         *     Its units can be returned again.
         *
         *     Errors:
         *     - NOT_FOUND RETURN_NOT_FOUND
         *     - FAILED_PRECONDITION WRONG_STATE
         *
         *     Access: customers and guests for what is theirs; terminal, associate, agent. Weight: 2.
         *
         *     gRPC: `omnichannel.returns.v1.ReturnsService/CancelReturn`.
         */
        post: operations["ReturnsService_CancelReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/{returnId}:decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Declines a return that waits for approval
         * @description Declines a return that waits for approval.
         *
         *     The customer is told the reason.
         *
         *     Errors:
         *     - NOT_FOUND RETURN_NOT_FOUND
         *     - FAILED_PRECONDITION WRONG_STATE
         *     - INVALID_ARGUMENT REASON_REQUIRED
         *
         *     Access: associate, agent, ops only. Weight: 2.
         *
         *     gRPC: `omnichannel.returns.v1.ReturnsService/DeclineReturn`.
         */
        post: operations["ReturnsService_DeclineReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/{returnId}:inspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records what an inspection found
         * @description Records what an inspection found.
         *
         *     Units that did not come may be found MISSING.
         *
         *     The resolution starts when every received unit is inspected and nothing is outstanding. Once receive_until has passed, nothing is outstanding any more.
         *
         *     A refund is asked for once, for the units that are not MISSING.
         *
         *     Errors:
         *     - NOT_FOUND RETURN_NOT_FOUND, LINE_NOT_FOUND
         *     - FAILED_PRECONDITION WRONG_STATE
         *     - FAILED_PRECONDITION QUANTITY_EXCEEDS_RECEIVED: metadata line_id.
         *
         *     Access: terminal, associate, ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.returns.v1.ReturnsService/InspectReturn`.
         */
        post: operations["ReturnsService_InspectReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/{returnId}:receive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records that goods arrived, all or some of them
         * @description Records that goods arrived, all or some of them.
         *
         *     It may be called several times for a return, also after its time was up while nothing is settled.
         *
         *     A return that ended without any goods (EXPIRED, CANCELLED, DECLINED) takes them with a `late_reason`, and goes on.
         *
         *     Units that an accepted claim settled (`claimed_quantity`) are taken, too, and nothing is given for them.
         *
         *     Errors:
         *     - NOT_FOUND RETURN_NOT_FOUND, LINE_NOT_FOUND
         *     - FAILED_PRECONDITION WRONG_STATE
         *     - FAILED_PRECONDITION QUANTITY_EXCEEDS_REQUESTED: metadata line_id.
         *     - FAILED_PRECONDITION QUANTITY_EXCEEDS_RETURNABLE: late, and another return has its units meanwhile; metadata line_id, returnable.
         *     - FAILED_PRECONDITION CLAIM_ACCEPTED: late, and a claim settled its units meanwhile; metadata line_id.
         *
         *     Access: terminal, associate, ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.returns.v1.ReturnsService/ReceiveReturn`.
         */
        post: operations["ReturnsService_ReceiveReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/{returnId}:reportPosted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records that a carrier has the goods, or the rest of them, as its scan or a receipt shows
         * @description Records that a carrier has the goods, or the rest of them, as its scan or a receipt shows.
         *
         *     The return is IN_TRANSIT, or PARTIALLY_RECEIVED when some are here, and does not expire any more. One that expired although its goods were posted in time goes on.
         *
         *     Errors:
         *     - NOT_FOUND RETURN_NOT_FOUND
         *     - FAILED_PRECONDITION WRONG_STATE
         *     - FAILED_PRECONDITION QUANTITY_EXCEEDS_RETURNABLE: another return has its units meanwhile; metadata line_id, returnable.
         *     - FAILED_PRECONDITION CLAIM_ACCEPTED: a claim settled its units meanwhile; metadata line_id.
         *     - FAILED_PRECONDITION BEFORE_ORDER
         *     - INVALID_ARGUMENT TIME_IN_FUTURE
         *
         *     Access: terminal, associate, agent, ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.returns.v1.ReturnsService/ReportReturnPosted`.
         */
        post: operations["ReturnsService_ReportReturnPosted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sharedWishlists/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers a wishlist to whoever has its link: name and items, nothing about the owner
         * @description Answers a wishlist to whoever has its link: name and items, nothing about the owner.
         *
         *     Errors:
         *     - NOT_FOUND GRANT_NOT_VALID: forged, expired, revoked, or the list is deleted, all alike.
         *     - INVALID_ARGUMENT MARKET_UNKNOWN
         *
         *     Access: anybody with the cart.wishlist grant in `token`. Weight: 1.
         *
         *     gRPC: `omnichannel.cart.v1.WishlistService/GetSharedWishlist`.
         */
        get: operations["WishlistService_GetSharedWishlist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sseTickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issues a ticket for EventSource
         * @description The ticket stands for the bearer token of this call as the query parameter `ticket` of one event stream: for 60 seconds, as often as the reader connects again, at every gateway. The stream ends when the token does. EventSource comes back by itself; when that is refused, ask for another ticket.
         *
         *     Errors:
         *     - INVALID_ARGUMENT INVALID_FIELD
         *     - INVALID_ARGUMENT TOKEN_TOO_LONG_FOR_TICKET: the token has more than 4,000 characters.
         */
        post: operations["Gateway_CreateSseTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock:set": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets stock levels per sku and location, as they were counted
         * @description Sets stock levels per sku and location, as they were counted.
         *
         *     What is sold, cancelled and put back after `as_of` is added by itself, and forgotten at a newer count: nothing else writes levels.
         *
         *     Reasons of a refused level:
         *     - STALE: older than the level on file.
         *     - SKU_INVALID, LOCATION_UNKNOWN, QUANTITY_OUT_OF_RANGE, MARKET_INVALID
         *     - AS_OF_INVALID: a time outside the years 1 to 9999.
         *
         *     Access: ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CatalogueService/SetStock`.
         */
        post: operations["CatalogueService_SetStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores:upsert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Inserts or replaces stores by id
         * @description Inserts or replaces stores by id.
         *
         *     Each is replaced as a whole.
         *
         *     Reasons of a refused store:
         *     - STORE_INVALID, TIME_ZONE_UNKNOWN, POSITION_INVALID, HOURS_INVALID, EVENT_INVALID
         *
         *     Access: ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.CatalogueService/UpsertStores`.
         */
        post: operations["CatalogueService_UpsertStores"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{storeId}/pickups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists a store's work: customers who are there first, in the order in which they came, then what is due first
         * @description Lists a store's work: customers who are there first, in the order in which they came, then what is due first.
         *
         *     Due is what was promised; goods that are ready are due when they expire.
         *
         *     Errors:
         *     - PERMISSION_DENIED NOT_YOUR_STORE
         *
         *     Access: terminal, associate, ops only. Weight: 1.
         *
         *     gRPC: `omnichannel.orders.v1.PickupService/ListPickups`.
         */
        get: operations["PickupService_ListPickups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{storeId}/pickups:find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finds a store's pickup by the code that its customer shows
         * @description Finds a store's pickup by the code that its customer shows.
         *
         *     It is a POST so that no code stands in a URL. Wrong tries a minute are limited: ten by one subject, sixty from one address.
         *
         *     Errors:
         *     - NOT_FOUND PICKUP_NOT_FOUND
         *     - PERMISSION_DENIED NOT_YOUR_STORE
         *     - RESOURCE_EXHAUSTED RATE_LIMITED: too many wrong tries.
         *
         *     Access: terminal, associate, ops only. Weight: 5.
         *
         *     gRPC: `omnichannel.orders.v1.PickupService/FindPickup`.
         */
        post: operations["PickupService_FindPickup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/streams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Carries several event streams on one connection
         * @description Each event has the name that it has on the watch's own stream; its data names the watch and holds the data of that stream. The id holds the position of every watch: sent as Last-Event-ID with the same watches in the same order, it resumes all of them. Each watch is authorised as it would be alone. One that is refused or fails ends alone, with an `error` event whose data is the problem; one that ends by itself does so with an `end` event. The stream ends with the last of them. When all are refused at once, the answer is the problem of the first. An `error` event that names no watch ends all.
         */
        get: operations["Gateway_WatchStreams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trackedOrders/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers where an order is to whoever has a link to it
         * @description Answers where an order is to whoever has a link to it.
         *
         *     A link may be forwarded. So it shows what was ordered and where it is. It shows nothing of the owner, the address, prices and payments. What a carrier wrote itself stays out, since it may name people, and so does who may collect.
         *
         *     The token is a grant of scope `orders.tracking` on `{order_id}|{milliseconds since 1970 when it was made}`. Messaging signs those of its messages itself.
         *
         *     Errors:
         *     - NOT_FOUND GRANT_NOT_VALID: forged, expired or revoked, all alike.
         *
         *     Access: anybody with the orders.tracking grant in `token`. Weight: 1.
         *
         *     gRPC: `omnichannel.orders.v1.TrackingLinkService/GetTrackedOrder`.
         */
        get: operations["TrackingLinkService_GetTrackedOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trackingEvents:ingest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes up to 1,000 tracking events or carrier answers, in any order and any number of times
         * @description Takes up to 1,000 tracking events or carrier answers, in any order and any number of times.
         *
         *     Unknown codes are kept as they came and change nothing. Events of an unknown parcel wait for its shipment. Idempotent by each event's content.
         *
         *     Of very many events of one parcel the first and last 50 of each status are kept, of each of n pieces the first and last 50/n, at least 5. Of a number that is not announced the first 1,000 wait.
         *
         *     Reasons of a refused report:
         *     - CARRIER_UNKNOWN: no data file reads this carrier's documents.
         *     - PAYLOAD_NOT_UNDERSTOOD: nothing of it can be read.
         *     - TRACKING_NUMBER_REQUIRED
         *     - OCCURRED_IN_FUTURE: by more than a day, or a forecast by more than a year.
         *     - OCCURRED_TOO_EARLY: before 1970.
         *
         *     Errors:
         *     - INVALID_ARGUMENT BATCH_TOO_LARGE
         *
         *     Access: ops, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.orders.v1.ShipmentService/IngestTrackingEvents`.
         */
        post: operations["ShipmentService_IngestTrackingEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/unsubscribe/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a person what an unsubscribe link would withdraw
         * @description A page with a button, in English, Italian, Romanian or Chinese: as Accept-Language asks, else in the contact's language. Withdraws nothing. A link that is forged, cut off or too old has a page of its own, with status 404.
         */
        get: operations["Gateway_ShowUnsubscription"];
        put?: never;
        /**
         * Withdraws a consent by the link in a message, with one click and without signing in
         * @description Withdraws a consent by the link in a message, with one click and without signing in.
         *
         *     Again, and at the same time: one decision, the same answer.
         *
         *     At the gateway the same address also takes the form that mail providers send (RFC 8058). To a person who opens it, it shows a page.
         *
         *     Errors:
         *     - NOT_FOUND GRANT_NOT_VALID
         *
         *     Access: anybody with the messaging.unsubscribe grant in `token`. Weight: 2.
         *
         *     gRPC: `omnichannel.messaging.v1.ContactService/Unsubscribe`.
         *
         *     A form, as mail providers post it (RFC 8058) and as the page's button does, is answered with a page.
         */
        post: operations["ContactService_Unsubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/unsubscriptions/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells what an unsubscribe link would withdraw, and withdraws nothing
         * @description Tells what an unsubscribe link would withdraw, and withdraws nothing.
         *
         *     It is for a page that asks a person first.
         *
         *     Errors:
         *     - NOT_FOUND GRANT_NOT_VALID
         *
         *     Access: anybody with the messaging.unsubscribe grant in `token`. Weight: 1.
         *
         *     gRPC: `omnichannel.messaging.v1.ContactService/GetUnsubscription`.
         */
        get: operations["ContactService_GetUnsubscription"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallets:liability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers what the shop owes by its wallets, and how it came to that in a month
         * @description Answers what the shop owes by its wallets, and how it came to that in a month.
         *
         *     Booked when it happened here, in UTC: a month that is over does not change any more.
         *
         *     Access: ops, service only. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.WalletService/GetWalletLiability`.
         */
        get: operations["WalletService_GetWalletLiability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallets/{walletId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers a wallet to the customer whose it is, or who bought the card
         * @description Answers a wallet to the customer whose it is, or who bought the card.
         *
         *     Errors:
         *     - NOT_FOUND WALLET_NOT_FOUND
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; terminal, associate, agent, ops, service. Weight: 1.
         *
         *     gRPC: `omnichannel.loyalty.v1.WalletService/GetWallet`.
         */
        get: operations["WalletService_GetWallet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallets/{walletId}:transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Moves money from a customer's wallet into another customer's store credit, with its dates of expiry
         * @description Moves money from a customer's wallet into another customer's store credit, with its dates of expiry.
         *
         *     Errors:
         *     - NOT_FOUND WALLET_NOT_FOUND
         *     - FAILED_PRECONDITION INSUFFICIENT_BALANCE: metadata available_minor.
         *     - FAILED_PRECONDITION WALLET_NOT_ACTIVE: metadata state.
         *     - FAILED_PRECONDITION WALLET_CURRENCY: metadata currency_code.
         *     - FAILED_PRECONDITION WALLET_FULL: metadata most_minor.
         *     - INVALID_ARGUMENT SAME_WALLET
         *
         *     Access: customers for what is theirs; agent, service. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.WalletService/TransferWallet`.
         */
        post: operations["WalletService_TransferWallet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallets/{walletId}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts money aside for something other than a cart's checkout
         * @description Puts money aside for something other than a cart's checkout.
         *
         *     A hold is resolved once: by CaptureWalletHold, by ReleaseWalletHold, or at its expiry. Of simultaneous holds only as many succeed as there is money.
         *
         *     Errors:
         *     - NOT_FOUND WALLET_NOT_FOUND
         *     - FAILED_PRECONDITION INSUFFICIENT_BALANCE: metadata available_minor.
         *     - FAILED_PRECONDITION WALLET_NOT_ACTIVE: metadata state.
         *     - FAILED_PRECONDITION WALLET_CURRENCY: metadata currency_code.
         *
         *     Access: terminal, agent, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.WalletService/HoldWallet`.
         */
        post: operations["WalletService_HoldWallet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallets/{walletId}/holds/{holdId}:capture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Spends money on hold, all or some; the rest can be spent again
         * @description Spends money on hold, all or some; the rest can be spent again.
         *
         *     A captured hold answers itself when the amount is the same.
         *
         *     Errors:
         *     - NOT_FOUND HOLD_NOT_FOUND
         *     - FAILED_PRECONDITION HOLD_RELEASED, HOLD_EXPIRED
         *     - FAILED_PRECONDITION HOLD_ALREADY_CAPTURED: with another amount.
         *     - FAILED_PRECONDITION CHECKOUT_HOLD: it belongs to a cart's checkout.
         *     - FAILED_PRECONDITION CAPTURE_EXCEEDS_HOLD: metadata held.
         *     - FAILED_PRECONDITION WALLET_CURRENCY: metadata currency_code.
         *
         *     Access: terminal, agent, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.WalletService/CaptureWalletHold`.
         */
        post: operations["WalletService_CaptureWalletHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallets/{walletId}/holds/{holdId}:refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives back to a wallet what a hold of it had spent outside of orders: never more than that
         * @description Gives back to a wallet what a hold of it had spent outside of orders: never more than that.
         *
         *     Idempotent by refund_id. Money whose time was over meanwhile, or soon would be, lives 90 days more. Orders give back by themselves.
         *
         *     Errors:
         *     - NOT_FOUND HOLD_NOT_FOUND
         *     - ALREADY_EXISTS REFUND_ID_TAKEN: it names another refund.
         *     - FAILED_PRECONDITION HOLD_NOT_CAPTURED, CHECKOUT_HOLD
         *     - FAILED_PRECONDITION REFUND_EXCEEDS_CAPTURED: metadata left_minor.
         *     - FAILED_PRECONDITION WALLET_CURRENCY: metadata currency_code.
         *
         *     Access: terminal, agent, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.WalletService/RefundToWallet`.
         */
        post: operations["WalletService_RefundToWallet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallets/{walletId}/holds/{holdId}:release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives money on hold back
         * @description Gives money on hold back.
         *
         *     A released or expired hold answers itself.
         *
         *     Errors:
         *     - NOT_FOUND HOLD_NOT_FOUND
         *     - FAILED_PRECONDITION HOLD_ALREADY_CAPTURED, CHECKOUT_HOLD
         *
         *     Access: terminal, agent, service only. Weight: 2.
         *
         *     gRPC: `omnichannel.loyalty.v1.WalletService/ReleaseWalletHold`.
         */
        post: operations["WalletService_ReleaseWalletHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/carriers/{source}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a carrier's tracking news
         * @description The body goes to Order-tracking as it is. Signed by Standard Webhooks 1.0, or by the scheme that is set for the source, whose headers stand in place of these. The timestamp may be five minutes away from now. Where several sources have one secret, webhook-id begins with `carriers/{source}:`. The same delivery again is taken and has no further effect. An unknown source is answered like a wrong signature (SIGNATURE_INVALID).
         */
        post: operations["Gateway_ReceiveCarriersWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/payments/{source}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a payment provider's news
         * @description The body goes to Order-tracking as it is. What is about no instruction of ours is taken and passed over. Signed by Standard Webhooks 1.0, or by the scheme that is set for the source, whose headers stand in place of these. The timestamp may be five minutes away from now. Where several sources have one secret, webhook-id begins with `payments/{source}:`. The same delivery again is taken and has no further effect. An unknown source is answered like a wrong signature (SIGNATURE_INVALID).
         */
        post: operations["Gateway_ReceivePaymentsWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wishlists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists an owner's wishlists without their items, in the order in which they were made
         * @description Lists an owner's wishlists without their items, in the order in which they were made.
         *
         *     A customer's are also those that they made as a guest before they signed in (MergeGuestCart).
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; agent. Weight: 1.
         *
         *     gRPC: `omnichannel.cart.v1.WishlistService/ListWishlists`.
         */
        get: operations["WishlistService_ListWishlists"];
        put?: never;
        /**
         * Makes a named list of items for later, of the caller or, for an agent, of `owner_id`
         * @description Makes a named list of items for later, of the caller or, for an agent, of `owner_id`.
         *
         *     Names need not differ. An owner has at most 50 lists.
         *
         *     Errors:
         *     - RESOURCE_EXHAUSTED WISHLIST_LIMIT
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.WishlistService/CreateWishlist`.
         */
        post: operations["WishlistService_CreateWishlist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wishlists/{wishlistId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers one wishlist with its items, priced and checked for availability when a market is named
         * @description Answers one wishlist with its items, priced and checked for availability when a market is named.
         *
         *     Errors:
         *     - NOT_FOUND WISHLIST_NOT_FOUND
         *     - INVALID_ARGUMENT MARKET_UNKNOWN
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; agent. Weight: 1.
         *
         *     gRPC: `omnichannel.cart.v1.WishlistService/GetWishlist`.
         */
        get: operations["WishlistService_GetWishlist"];
        put?: never;
        post?: never;
        /**
         * Deletes a wishlist with everything in it; its links end
         * @description Deletes a wishlist with everything in it; its links end.
         *
         *     Errors:
         *     - NOT_FOUND WISHLIST_NOT_FOUND
         *     - ABORTED WISHLIST_CHANGED
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.WishlistService/DeleteWishlist`.
         */
        delete: operations["WishlistService_DeleteWishlist"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wishlists/{wishlistId}:edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Edits the items of a wishlist, up to 100 edits in their order, and answers each
         * @description Edits the items of a wishlist, up to 100 edits in their order, and answers each.
         *
         *     Edits are of single items, so those of two devices at once lose nothing. An item that is added twice has the greater of both quantities, in either order. With `expected_version` nothing is done unless the caller has seen the latest list.
         *
         *     Reasons of a refused edit:
         *     - SKU_UNKNOWN, QUANTITY_OUT_OF_RANGE, OPTIONS_INVALID, ITEM_NOT_FOUND, OPERATION_INVALID
         *     - OPTIONS_TOO_LARGE: more than 2 KiB.
         *     - ITEM_LIMIT: more than 500 items.
         *
         *     Errors:
         *     - NOT_FOUND WISHLIST_NOT_FOUND
         *     - ABORTED WISHLIST_CHANGED: metadata version.
         *     - INVALID_ARGUMENT BATCH_TOO_LARGE
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.WishlistService/EditWishlist`.
         */
        post: operations["WishlistService_EditWishlist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wishlists/{wishlistId}:moveFromCart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Moves a line of a cart, saved or not, onto a wishlist
         * @description Moves a line of a cart, saved or not, onto a wishlist.
         *
         *     Its item is added to the list as by EditWishlist. Then what the device had seen of the line is removed as its operation `device_seq`. Sent again after a crash in between, the rest is done; nothing is lost.
         *
         *     Errors:
         *     - NOT_FOUND WISHLIST_NOT_FOUND, CART_NOT_FOUND, LINE_NOT_FOUND
         *     - INVALID_ARGUMENT DEVICE_MISMATCH
         *     - RESOURCE_EXHAUSTED ITEM_LIMIT
         *     - FAILED_PRECONDITION CART_IN_CHECKOUT
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.WishlistService/MoveCartLineToWishlist`.
         */
        post: operations["WishlistService_MoveCartLineToWishlist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wishlists/{wishlistId}:rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a wishlist another name
         * @description Gives a wishlist another name.
         *
         *     Errors:
         *     - NOT_FOUND WISHLIST_NOT_FOUND
         *     - ABORTED WISHLIST_CHANGED
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.WishlistService/RenameWishlist`.
         */
        post: operations["WishlistService_RenameWishlist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wishlists/{wishlistId}:share": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a link under which anybody may read the list, for a year or until RevokeWishlistLink
         * @description Makes a link under which anybody may read the list, for a year or until RevokeWishlistLink.
         *
         *     Asked for again, it answers a link that is good beside the earlier ones.
         *
         *     Errors:
         *     - NOT_FOUND WISHLIST_NOT_FOUND
         *
         *     Access: customers and guests for what is theirs; agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.WishlistService/CreateWishlistLink`.
         */
        post: operations["WishlistService_CreateWishlistLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wishlists/{wishlistId}:unshare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends all links to the list
         * @description Ends all links to the list.
         *
         *     Without a link this is no error.
         *
         *     Errors:
         *     - NOT_FOUND WISHLIST_NOT_FOUND
         *
         *     Access: customers and guests for what is theirs; agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.WishlistService/RevokeWishlistLink`.
         */
        post: operations["WishlistService_RevokeWishlistLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wishlists/{wishlistId}/items/{itemId}:moveToCart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Moves an item from the list into a cart
         * @description Moves an item from the list into a cart.
         *
         *     Its quantity is added as the device's operation `device_seq` (as by ApplyOperations), then it leaves the list. When the cart refuses the operation (`result`), it stays on the list. Sent again after a crash in between, the rest is done; nothing is doubled or lost.
         *
         *     Errors:
         *     - NOT_FOUND WISHLIST_NOT_FOUND, ITEM_NOT_FOUND
         *     - those of CartService.ApplyOperations: nothing was moved.
         *
         *     Access: customers and guests, and assistants for their customer, for what is theirs; agent. Weight: 2.
         *
         *     gRPC: `omnichannel.cart.v1.WishlistService/MoveWishlistItemToCart`.
         */
        post: operations["WishlistService_MoveWishlistItemToCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Which code is entered. */
        "omnichannel.cart.v1.AddCodeRequest": {
            cartId?: string;
            /** @description In whatever case. */
            code?: string;
            /** @description As in ApplyOperationsRequest. */
            ownerId?: string;
        };
        /** @description The cart with the code. */
        "omnichannel.cart.v1.AddCodeResponse": {
            cart?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
        };
        /** @description Adds to the quantity of a line, making the line when it is new. */
        "omnichannel.cart.v1.AddItem": {
            /** @description For a new line; shipping when absent. */
            fulfilment?: components["schemas"]["omnichannel.type.v1.Fulfilment"];
            options?: {
                [key: string]: string;
            };
            /**
             * Format: int32
             * @description Of the item's measure, 1 or more.
             */
            quantity?: number;
            sku?: string;
        };
        /** @description What is added. */
        "omnichannel.cart.v1.AddLineRequest": {
            cartId?: string;
            /** @description For a new line; shipping when absent. */
            fulfilment?: components["schemas"]["omnichannel.type.v1.Fulfilment"];
            options?: {
                [key: string]: string;
            };
            /** @description As in ApplyOperationsRequest. */
            ownerId?: string;
            /**
             * Format: int32
             * @description Of the item's measure, 1 or more.
             */
            quantity?: number;
            sku?: string;
        };
        /** @description The line that holds it, and the cart. */
        "omnichannel.cart.v1.AddLineResponse": {
            cart?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
            lineId?: string;
        };
        /** @description Puts an item onto the list. One that is there gets the greater quantity. */
        "omnichannel.cart.v1.AddWishlistItem": {
            options?: {
                [key: string]: string;
            };
            /**
             * Format: int32
             * @description How much is wished for, of the item's measure.
             */
            quantity?: number;
            sku?: string;
        };
        /** @description Enters a coupon code, in whatever case. Loyalty decides on it when checkout begins. */
        "omnichannel.cart.v1.ApplyCode": {
            code?: string;
        };
        /** @description Operations on one cart: numbered by a device, or plain. */
        "omnichannel.cart.v1.ApplyOperationsRequest": {
            cartId?: string;
            /** @description Stable name of the device, made by it; must equal the token's `device_id` when that has one. At most 128 characters, the first of them not `~`. Plain operations need none. */
            deviceId?: string;
            /** @description As the device made them, by ascending `device_seq`; all of them plain when none has one. */
            operations?: components["schemas"]["omnichannel.cart.v1.CartOperation"][];
            /** @description For agents and services: the customer or guest whose cart it is, as given to GetActiveCart. Needed while nothing was ever stored in the cart, ignored afterwards and from everybody else. */
            ownerId?: string;
        };
        /** @description The answers, in order, and the cart afterwards. */
        "omnichannel.cart.v1.ApplyOperationsResponse": {
            /** @description Another cart than asked for when operations were redirected. */
            cart?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
            results?: components["schemas"]["omnichannel.cart.v1.OperationResult"][];
            /** Format: int64 */
            stableVersion?: string;
            /** Format: int64 */
            version?: string;
        };
        /**
         * @description Whether the quantity can be had.
         *
         *     `AVAILABILITY_UNSPECIFIED`: The merchant's systems gave no stock for the item.
         *
         *     `AVAILABILITY_LIMITED`: Some, but fewer than the line's quantity.
         *
         *     `AVAILABILITY_DISCONTINUED`: No longer sold.
         * @enum {string}
         */
        "omnichannel.cart.v1.Availability": "AVAILABILITY_UNSPECIFIED" | "AVAILABILITY_IN_STOCK" | "AVAILABILITY_LIMITED" | "AVAILABILITY_OUT_OF_STOCK" | "AVAILABILITY_DISCONTINUED";
        /** @description Asks to begin a checkout. */
        "omnichannel.cart.v1.BeginCheckoutRequest": {
            /** @description Sell at the new prices even if they changed, or promotions ended, since the lines were last edited. Else PRICE_CHANGED. */
            acceptPriceChanges?: boolean;
            cartId?: string;
            /** @description How to reach the buyer. Required for guests' carts; of a customer's own only when it differs from what Messaging has. */
            contact?: components["schemas"]["omnichannel.type.v1.ContactDetails"];
            /** @description Required when a line is shipped. */
            delivery?: components["schemas"]["omnichannel.type.v1.DeliveryDetails"];
            /**
             * @description What the customer saw as the cart's totals.due before the checkout: the lines after promotions.
             *
             *     When it is the total now, the prices that it is made of are accepted. When it is not (a promotion ended, say), PRICE_CHANGED unless accept_price_changes. When it is absent, unit prices, and promotions that ended or give less, are compared with what the last operation on each line acknowledged.
             */
            expectedTotal?: components["schemas"]["omnichannel.type.v1.Money"];
            /**
             * Format: int64
             * @description The cart's version that the customer saw.
             */
            expectedVersion?: string;
            /**
             * Format: int64
             * @description Of the owner, who must be a member when it is not 0; at most 1,000,000,000.
             */
            pointsToRedeem?: string;
            /** @description Required when a line is shipped, unless all shipped lines name the same option. */
            shippingOptionId?: string;
            /** @description Gift cards and store credit that are to pay first, in this order; at most 16. */
            wallets?: components["schemas"]["omnichannel.type.v1.WalletPayment"][];
        };
        /** @description The checkout that began. */
        "omnichannel.cart.v1.BeginCheckoutResponse": {
            checkout?: components["schemas"]["omnichannel.cart.v1.Checkout"];
        };
        /** @description One line that came from outside the cart. */
        "omnichannel.cart.v1.BroughtLine": {
            /** @description Of the cart's line; empty when it is GONE. */
            lineId?: string;
            options?: {
                [key: string]: string;
            };
            outcome?: components["schemas"]["omnichannel.cart.v1.BroughtOutcome"];
            /** @description Set when the price was another one where the line comes from. */
            previousUnitPrice?: string;
            /**
             * Format: int32
             * @description Units that were added.
             */
            quantity?: number;
            refusal?: components["schemas"]["omnichannel.type.v1.Refusal"];
            /** @description As it was sent, and so are the options; absent where no line could have them. */
            sku?: string;
            /** @description Now, decimal text. */
            unitPrice?: string;
        };
        /**
         * @description What became of one line that came from outside the cart.
         *
         *     `BROUGHT_OUTCOME_ADDED`: New in the cart.
         *
         *     `BROUGHT_OUTCOME_RAISED`: The line that was there has more now.
         *
         *     `BROUGHT_OUTCOME_KEPT`: The line that was there has as many already.
         *
         *     `BROUGHT_OUTCOME_GONE`: Not in the cart; `refusal` says why.
         * @enum {string}
         */
        "omnichannel.cart.v1.BroughtOutcome": "BROUGHT_OUTCOME_UNSPECIFIED" | "BROUGHT_OUTCOME_ADDED" | "BROUGHT_OUTCOME_RAISED" | "BROUGHT_OUTCOME_KEPT" | "BROUGHT_OUTCOME_GONE";
        /** @description One part of a bundle. */
        "omnichannel.cart.v1.BundleComponent": {
            /**
             * Format: int32
             * @description Of the part's measure, 1 to 1,000,000.
             */
            quantity?: number;
            sku?: string;
        };
        /** @description Asks to give a checkout up. */
        "omnichannel.cart.v1.CancelCheckoutRequest": {
            cartId?: string;
            checkoutId?: string;
        };
        /** @description The cancelled checkout. */
        "omnichannel.cart.v1.CancelCheckoutResponse": {
            checkout?: components["schemas"]["omnichannel.cart.v1.Checkout"];
        };
        /** @description Asks to end a subscription. */
        "omnichannel.cart.v1.CancelItemSubscriptionRequest": {
            subscriptionId?: string;
        };
        /** @description The subscription as it ended. */
        "omnichannel.cart.v1.CancelItemSubscriptionResponse": {
            subscription?: components["schemas"]["omnichannel.cart.v1.ItemSubscription"];
        };
        /** @description What changed between two versions. */
        "omnichannel.cart.v1.CartChange": {
            /** @description Who did it, and where. Absent when time did, and when only `stable_version` is news. */
            actor?: components["schemas"]["omnichannel.type.v1.Actor"];
            /** @description New and changed lines, whole. */
            changedLines?: components["schemas"]["omnichannel.cart.v1.CartLine"][];
            /**
             * Format: int64
             * @description The version to which it applies; a watcher at another one takes the next snapshot instead.
             */
            fromVersion?: string;
            /** @description The cart after the change, without `lines`. */
            header?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
            removedLineIds?: string[];
        };
        /** @description A coupon code on the cart. */
        "omnichannel.cart.v1.CartCode": {
            /** @description In upper case, however it was typed. */
            code?: string;
            /** @description What it takes off, once held. */
            discount?: components["schemas"]["omnichannel.type.v1.Money"];
            refusal?: components["schemas"]["omnichannel.type.v1.Refusal"];
            state?: components["schemas"]["omnichannel.cart.v1.CodeState"];
        };
        /** @description One item in one variant, as priced now. From READY on, while the checkout lasts, as it is being sold. */
        "omnichannel.cart.v1.CartLine": {
            /** Format: date-time */
            addedAt?: string;
            availability?: components["schemas"]["omnichannel.cart.v1.Availability"];
            /** @description The availability differs from the one last acknowledged. */
            availabilityChanged?: boolean;
            category?: string;
            /** @description What changed by itself since the last operation on this line: all of price, promotions and availability, one entry each. An operation on the line acknowledges it, be it a set to the same quantity. BeginCheckout refuses what costs more or cannot be had. */
            changes?: components["schemas"]["omnichannel.cart.v1.LineChange"][];
            /** @description Promotions always; coupons and points from READY on. */
            discounts?: components["schemas"]["omnichannel.type.v1.Discount"][];
            fulfilment?: components["schemas"]["omnichannel.type.v1.Fulfilment"];
            /** @description Derived from sku and options, so it is the same on every device. */
            lineId?: string;
            /** @description unit_price x quantity, rounded once, half to even. */
            lineTotal?: components["schemas"]["omnichannel.type.v1.Money"];
            measure?: components["schemas"]["omnichannel.type.v1.Measure"];
            /** @description What merging did to this line that its owner may not expect. */
            mergeNotes?: components["schemas"]["omnichannel.cart.v1.MergeNote"][];
            /** @description Canonical: sorted by name. At most 2 KiB of UTF-8 together, without control characters. */
            options?: {
                [key: string]: string;
            };
            /** @description Set when the price differs from the one that the owner last acknowledged with an operation on this line. */
            priceChange?: components["schemas"]["omnichannel.cart.v1.PriceChange"];
            /**
             * Format: int32
             * @description Of `measure`.
             */
            quantity?: number;
            /** @description Put aside for later. */
            saved?: boolean;
            sku?: string;
            title?: string;
            /** @description For what `measure` says; decimal text in the major unit, at most 4 places. */
            unitPrice?: string;
        };
        /** @description One edit, as the device made it. */
        "omnichannel.cart.v1.CartOperation": {
            /** @description At most one of add, setQuantity, removeLine, moveToSaved, moveToCart, applyCode, removeCode, setFulfilment, setGiftNote, clear is set. */
            add?: components["schemas"]["omnichannel.cart.v1.AddItem"];
            /** @description At most one of add, setQuantity, removeLine, moveToSaved, moveToCart, applyCode, removeCode, setFulfilment, setGiftNote, clear is set. */
            applyCode?: components["schemas"]["omnichannel.cart.v1.ApplyCode"];
            /**
             * Format: int64
             * @description The cart's version that the device had seen. What it had not seen, it does not undo. Absent: the version at which the operation is applied, so everything is seen. A device that edits off line always says it.
             */
            baseVersion?: string;
            /** @description At most one of add, setQuantity, removeLine, moveToSaved, moveToCart, applyCode, removeCode, setFulfilment, setGiftNote, clear is set. */
            clear?: components["schemas"]["omnichannel.cart.v1.ClearCart"];
            /**
             * Format: int64
             * @description Counts this device's operations on this cart from 1 without gaps. Absent from plain operations.
             */
            deviceSeq?: string;
            /** @description At most one of add, setQuantity, removeLine, moveToSaved, moveToCart, applyCode, removeCode, setFulfilment, setGiftNote, clear is set. */
            moveToCart?: components["schemas"]["omnichannel.cart.v1.MoveToCart"];
            /** @description At most one of add, setQuantity, removeLine, moveToSaved, moveToCart, applyCode, removeCode, setFulfilment, setGiftNote, clear is set. */
            moveToSaved?: components["schemas"]["omnichannel.cart.v1.MoveToSaved"];
            /**
             * Format: date-time
             * @description By the device's clock; informative only, never orders anything.
             */
            occurredAt?: string;
            /** @description At most one of add, setQuantity, removeLine, moveToSaved, moveToCart, applyCode, removeCode, setFulfilment, setGiftNote, clear is set. */
            removeCode?: components["schemas"]["omnichannel.cart.v1.RemoveCode"];
            /** @description At most one of add, setQuantity, removeLine, moveToSaved, moveToCart, applyCode, removeCode, setFulfilment, setGiftNote, clear is set. */
            removeLine?: components["schemas"]["omnichannel.cart.v1.RemoveLine"];
            /** @description At most one of add, setQuantity, removeLine, moveToSaved, moveToCart, applyCode, removeCode, setFulfilment, setGiftNote, clear is set. */
            setFulfilment?: components["schemas"]["omnichannel.cart.v1.SetFulfilment"];
            /** @description At most one of add, setQuantity, removeLine, moveToSaved, moveToCart, applyCode, removeCode, setFulfilment, setGiftNote, clear is set. */
            setGiftNote?: components["schemas"]["omnichannel.cart.v1.SetGiftNote"];
            /** @description At most one of add, setQuantity, removeLine, moveToSaved, moveToCart, applyCode, removeCode, setFulfilment, setGiftNote, clear is set. */
            setQuantity?: components["schemas"]["omnichannel.cart.v1.SetQuantity"];
        };
        /** @description A device that may use the cart besides its owner's own. */
        "omnichannel.cart.v1.CartParticipant": {
            actor?: components["schemas"]["omnichannel.type.v1.Actor"];
            /** Format: date-time */
            expiresAt?: string;
            /** Format: date-time */
            joinedAt?: string;
            /** @description Names it for ReleaseHandoff. */
            participantId?: string;
        };
        /**
         * @description Where a cart stands. OPEN -> HOLDING -> READY -> COMPLETING -> CHECKED_OUT, or CANCELLED and back to OPEN.
         *
         *     `CART_STATE_OPEN`: Takes operations.
         *
         *     `CART_STATE_HOLDING`: A checkout has begun; coupons and points are being held at Loyalty. Takes no operations until CANCELLED or CHECKED_OUT.
         *
         *     `CART_STATE_READY`: Everything is held and the due amount is fixed: waits for tenders, until the checkout expires.
         *
         *     `CART_STATE_COMPLETING`: Tenders were accepted; can no longer be cancelled by time or by the customer.
         *
         *     `CART_STATE_CHECKED_OUT`: Sold. The cart is empty again, under the next generation; seen on checkouts and past generations.
         *
         *     `CART_STATE_CANCELLED`: The checkout was given up; seen on checkouts. The cart itself is OPEN again.
         *
         *     `CART_STATE_MERGING`: A guest's cart that is moving into a customer's; takes no operations.
         *
         *     `CART_STATE_MERGED`: A guest's cart that moved; operations on it are redirected to `merged_into_cart_id`.
         * @enum {string}
         */
        "omnichannel.cart.v1.CartState": "CART_STATE_UNSPECIFIED" | "CART_STATE_OPEN" | "CART_STATE_HOLDING" | "CART_STATE_READY" | "CART_STATE_COMPLETING" | "CART_STATE_CHECKED_OUT" | "CART_STATE_CANCELLED" | "CART_STATE_MERGING" | "CART_STATE_MERGED";
        /** @description Availability per sku, in the order asked. */
        "omnichannel.cart.v1.CheckAvailabilityResponse": {
            availabilities?: components["schemas"]["omnichannel.cart.v1.SkuAvailability"][];
        };
        /** @description One attempt to sell the cart's content. */
        "omnichannel.cart.v1.Checkout": {
            /** @description Who runs it, and where. */
            actor?: components["schemas"]["omnichannel.type.v1.Actor"];
            /** @description Why it was CANCELLED. */
            cancellation?: components["schemas"]["omnichannel.type.v1.Refusal"];
            cartId?: string;
            checkoutId?: string;
            couponCodes?: string[];
            /** @description What the order is promised, counted from `started_at`. Absent when nothing is shipped. */
            delivery?: components["schemas"]["omnichannel.type.v1.DeliveryEstimate"];
            /**
             * Format: date-time
             * @description When it is cancelled unless completed.
             */
            expiresAt?: string;
            /** Format: int64 */
            generation?: string;
            /** @description What will be sold, with every discount split over the lines; from READY on. */
            lines?: components["schemas"]["omnichannel.type.v1.SaleLine"][];
            /** @description Set from CHECKED_OUT on: `{cart_id}.{generation}`. */
            orderId?: string;
            /** @description Set with it. What people see: `O-` and ten characters that nobody can tell from anything else. */
            orderNumber?: string;
            /** Format: int64 */
            pointsRedeemed?: string;
            shippingOptionId?: string;
            /** Format: date-time */
            startedAt?: string;
            /** @description HOLDING, READY, COMPLETING, CHECKED_OUT or CANCELLED. */
            state?: components["schemas"]["omnichannel.cart.v1.CartState"];
            /** @description Accepted tenders, from COMPLETING on. */
            tenders?: components["schemas"]["omnichannel.type.v1.Tender"][];
            /** @description What they leave to be paid; from READY on. */
            toPay?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description Fixed from READY on. */
            totals?: components["schemas"]["omnichannel.type.v1.Totals"];
            /** @description What gift cards and store credit pay, on hold from READY on and spent with the sale. With the tenders they add up to totals.due. */
            walletTenders?: components["schemas"]["omnichannel.type.v1.Tender"][];
        };
        /** @description Sells a cart at a till. */
        "omnichannel.cart.v1.CheckoutInStoreRequest": {
            /** @description As in BeginCheckoutRequest. */
            acceptPriceChanges?: boolean;
            cartId?: string;
            /** @description For the receipt and what is to be told about this order; the owner's contact stays as it is. */
            contact?: components["schemas"]["omnichannel.type.v1.ContactDetails"];
            /** @description In addition to the cart's own codes. */
            couponCodes?: string[];
            /** @description Required when a line is shipped. */
            delivery?: components["schemas"]["omnichannel.type.v1.DeliveryDetails"];
            /** @description As in BeginCheckoutRequest. */
            expectedTotal?: components["schemas"]["omnichannel.type.v1.Money"];
            /**
             * Format: int64
             * @description The cart's version that the till showed.
             */
            expectedVersion?: string;
            /**
             * Format: int64
             * @description As at BeginCheckout.
             */
            pointsToRedeem?: string;
            /** @description Required when a line is shipped, unless all shipped lines name the same option. */
            shippingOptionId?: string;
            /** @description Add up to what wallets leave of the due amount. At most one tender may come without an amount and takes what remains (cash before change is given). */
            tenders?: components["schemas"]["omnichannel.type.v1.Tender"][];
            /** @description As in BeginCheckoutRequest. The tenders pay what these leave. */
            wallets?: components["schemas"]["omnichannel.type.v1.WalletPayment"][];
        };
        /** @description The sale. */
        "omnichannel.cart.v1.CheckoutInStoreResponse": {
            /** @description The cart afterwards: empty, next generation. */
            cart?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
            /** @description CHECKED_OUT with the order's id and number, or HOLDING or COMPLETING when Loyalty is slow: send the same call again. */
            checkout?: components["schemas"]["omnichannel.cart.v1.Checkout"];
        };
        /** @description Presents a handoff code. */
        "omnichannel.cart.v1.ClaimHandoffRequest": {
            /** @description As shown or scanned; case, spaces and hyphens do not matter. */
            code?: string;
        };
        /** @description The cart that was joined. */
        "omnichannel.cart.v1.ClaimHandoffResponse": {
            cart?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
            /**
             * Format: date-time
             * @description When access ends unless released before.
             */
            expiresAt?: string;
            /** @description Names this device's part in the cart, for ReleaseHandoff. */
            participantId?: string;
        };
        /** @description Removes what the device had seen of all lines that are not saved, codes and gift note. */
        "omnichannel.cart.v1.ClearCart": Record<string, never>;
        /**
         * @description What is known of a code.
         *
         *     `CODE_STATE_ENTERED`: Taken note of; Loyalty decides when checkout begins.
         *
         *     `CODE_STATE_HELD`: Held for the checkout under way.
         *
         *     `CODE_STATE_REFUSED`: Refused at the last checkout, or left out of it (COUPON_NOT_COMBINED: others take off more, and do not go together with it), see `refusal`. The next checkout asks again.
         * @enum {string}
         */
        "omnichannel.cart.v1.CodeState": "CODE_STATE_UNSPECIFIED" | "CODE_STATE_ENTERED" | "CODE_STATE_HELD" | "CODE_STATE_REFUSED";
        /** @description Tells that a checkout is paid. */
        "omnichannel.cart.v1.CompleteCheckoutRequest": {
            cartId?: string;
            checkoutId?: string;
            /** @description Add up to what wallets leave of the due amount (Checkout.to_pay); none when it is zero. */
            tenders?: components["schemas"]["omnichannel.type.v1.Tender"][];
        };
        /** @description The sale. */
        "omnichannel.cart.v1.CompleteCheckoutResponse": {
            /** @description CHECKED_OUT with the order's id, or COMPLETING when Loyalty is slow: repeat, or watch the cart. */
            checkout?: components["schemas"]["omnichannel.cart.v1.Checkout"];
        };
        /** @description Asks for a link to a cart. */
        "omnichannel.cart.v1.CreateCartLinkRequest": {
            /** @description What brings the customer back: up to 64 letters, digits, `-`, `_` and `.`; may be empty. */
            campaignSource?: string;
            cartId?: string;
        };
        /** @description A link to a cart. */
        "omnichannel.cart.v1.CreateCartLinkResponse": {
            /** Format: date-time */
            expiresAt?: string;
            /** @description For OpenCartLink. */
            token?: string;
        };
        /** @description Asks for a handoff code. */
        "omnichannel.cart.v1.CreateHandoffRequest": {
            cartId?: string;
        };
        /** @description A code for one device. */
        "omnichannel.cart.v1.CreateHandoffResponse": {
            /** @description Eight characters without look-alikes; upper or lower case. */
            code?: string;
            /** Format: date-time */
            expiresAt?: string;
            /** @description The code as a QR symbol, an SVG document. */
            qrSvg?: string;
        };
        /** @description Asks to be told about an item. */
        "omnichannel.cart.v1.CreateItemSubscriptionRequest": {
            /** @description The caller's own. Required for guests who have not left one yet; passed on to Messaging. */
            contact?: components["schemas"]["omnichannel.type.v1.ContactDetails"];
            kind?: components["schemas"]["omnichannel.cart.v1.ItemSubscriptionKind"];
            market?: string;
            /** @description The variant that is meant; kept for the message and the cart. Stock and prices are the sku's. */
            options?: {
                [key: string]: string;
            };
            /** @description The customer who asks; empty for the caller. Required for agents. */
            ownerId?: string;
            /** @description Where it is to be had; for BACK_IN_STOCK. Anywhere in the market when absent. */
            place?: components["schemas"]["omnichannel.cart.v1.ItemPlace"];
            sku?: string;
            /** @description For PRICE_DROP: tell at this price or below, decimal text in the market's currency. Empty for any price below the present one. */
            thresholdPrice?: string;
        };
        /** @description The subscription. */
        "omnichannel.cart.v1.CreateItemSubscriptionResponse": {
            subscription?: components["schemas"]["omnichannel.cart.v1.ItemSubscription"];
        };
        /** @description Asks for a link to a wishlist. */
        "omnichannel.cart.v1.CreateWishlistLinkRequest": {
            wishlistId?: string;
        };
        /** @description A link to a wishlist. */
        "omnichannel.cart.v1.CreateWishlistLinkResponse": {
            /** Format: date-time */
            expiresAt?: string;
            /** @description For GetSharedWishlist. */
            token?: string;
        };
        /** @description Asks for a new wishlist. */
        "omnichannel.cart.v1.CreateWishlistRequest": {
            /** @description 1 to 100 characters. */
            name?: string;
            /** @description The customer whose list it is; empty for the caller's own. Required for agents. */
            ownerId?: string;
        };
        /** @description The new wishlist. */
        "omnichannel.cart.v1.CreateWishlistResponse": {
            wishlist?: components["schemas"]["omnichannel.cart.v1.Wishlist"];
        };
        /** @description It is deleted. */
        "omnichannel.cart.v1.DeleteWishlistResponse": Record<string, never>;
        /** @description Something is sold to some before it is sold to all: to members who have a coupon for it (CouponTerms.early_access_id), until then. Everybody sees it. */
        "omnichannel.cart.v1.EarlyAccess": {
            /** @description 1 to 64 characters; several items may have one. */
            earlyAccessId?: string;
            /** Format: date-time */
            until?: string;
        };
        /** @description Edits of a wishlist's items. */
        "omnichannel.cart.v1.EditWishlistRequest": {
            /** @description Up to 100. */
            edits?: components["schemas"]["omnichannel.cart.v1.WishlistEdit"][];
            /**
             * Format: int64
             * @description The version that the caller saw; 0 for whatever it is.
             */
            expectedVersion?: string;
            wishlistId?: string;
        };
        /** @description What became of each edit, and the list afterwards. */
        "omnichannel.cart.v1.EditWishlistResponse": {
            results?: components["schemas"]["omnichannel.cart.v1.WishlistEditResult"][];
            wishlist?: components["schemas"]["omnichannel.cart.v1.Wishlist"];
        };
        /** @description An active cart. */
        "omnichannel.cart.v1.GetActiveCartResponse": {
            cart?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
        };
        /** @description One cart. */
        "omnichannel.cart.v1.GetCartResponse": {
            cart?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
        };
        /** @description One checkout. */
        "omnichannel.cart.v1.GetCheckoutResponse": {
            checkout?: components["schemas"]["omnichannel.cart.v1.Checkout"];
        };
        /** @description A wishlist as others see it. */
        "omnichannel.cart.v1.GetSharedWishlistResponse": {
            items?: components["schemas"]["omnichannel.cart.v1.WishlistItem"][];
            name?: string;
        };
        /** @description One wishlist. */
        "omnichannel.cart.v1.GetWishlistResponse": {
            wishlist?: components["schemas"]["omnichannel.cart.v1.Wishlist"];
        };
        /** @description Something that is sold: the read model that prices carts, fed by the merchant's systems. */
        "omnichannel.cart.v1.Item": {
            /** @description Path from the root, separated by `/`. */
            category?: string;
            /**
             * @description What a bundle consists of, at most 50 parts; empty for everything else.
             *
             *     A bundle costs its own price, or without one in a market the sum of its parts, to four decimal places. There are as many as its scarcest part allows, at each location. Its own stock counts for nothing. It is for sale while all its parts are in the catalogue and none of them is discontinued or a bundle itself.
             */
            components?: components["schemas"]["omnichannel.cart.v1.BundleComponent"][];
            /** @description A download, a code, a ticket. It is sold as Fulfilment.digital, whatever its line chose: without shipping option, delivery details and stock. */
            digital?: boolean;
            /** @description No longer sold. */
            discontinued?: boolean;
            /** @description Who may buy it before everybody may; absent when anybody may. */
            earlyAccess?: components["schemas"]["omnichannel.cart.v1.EarlyAccess"];
            /** @description Each unit is a gift card worth its price (GiftCardService). It is digital and no merchandise, too, whatever those say. */
            giftCard?: boolean;
            /** @description Barcodes: GTIN-8, -12, -13 or -14. One item's only. */
            gtins?: string[];
            imageUri?: string;
            /** @description What its quantity counts, in carts, stock and orders. It stays what it is: an item sold in another way is another item. A bundle is sold by the piece. */
            measure?: components["schemas"]["omnichannel.type.v1.Measure"];
            /** @description Postage, a fee, a service. */
            nonMerchandise?: boolean;
            /** @description The options that a line may choose, and their values. */
            options?: components["schemas"]["omnichannel.cart.v1.ItemOption"][];
            /**
             * Format: int32
             * @description Most of it in one order, all variants together; 0 for no limit.
             */
            orderLimit?: number;
            /** @description One per market. */
            prices?: components["schemas"]["omnichannel.cart.v1.ItemPrice"][];
            /** @description 1 to 64 characters. */
            sku?: string;
            title?: components["schemas"]["omnichannel.type.v1.LocalizedText"];
        };
        /** @description A choice that an item offers. */
        "omnichannel.cart.v1.ItemOption": {
            name?: string;
            required?: boolean;
            /** @description Empty for free text (an engraving). */
            values?: string[];
        };
        /** @description Where an item is to be had. */
        "omnichannel.cart.v1.ItemPlace": {
            /** @description Shipped or in any store of the market. Always true when set. At most one of storeId, shipping, anywhere is set. */
            anywhere?: boolean;
            /** @description From a warehouse that ships to the market. Always true when set. At most one of storeId, shipping, anywhere is set. */
            shipping?: boolean;
            /** @description On the shelves of one store. At most one of storeId, shipping, anywhere is set. */
            storeId?: string;
        };
        /** @description A price in one market. */
        "omnichannel.cart.v1.ItemPrice": {
            currencyCode?: string;
            market?: string;
            /** @description Tax on top of the price, in per cent: decimal text, at most 4 places. Empty where the price contains it. It is added to what is paid for the line when a checkout's due amount is fixed, rounded once a line, half to even. */
            taxPercent?: string;
            /** @description For what the item's measure says; decimal text in the major unit, at most 4 places; answered as carts show it, without needless zeros. */
            unitPrice?: string;
        };
        /** @description Somebody's wish to be told about an item. */
        "omnichannel.cart.v1.ItemSubscription": {
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: date-time
             * @description When it stopped waiting.
             */
            endedAt?: string;
            kind?: components["schemas"]["omnichannel.cart.v1.ItemSubscriptionKind"];
            market?: string;
            options?: {
                [key: string]: string;
            };
            /** @description For BACK_IN_STOCK. */
            place?: components["schemas"]["omnichannel.cart.v1.ItemPlace"];
            /** @description What it cost when the subscription was made; for PRICE_DROP. */
            referencePrice?: string;
            sku?: string;
            state?: components["schemas"]["omnichannel.cart.v1.ItemSubscriptionState"];
            subscriptionId?: string;
            thresholdPrice?: string;
        };
        /**
         * @description What somebody waits for.
         *
         *     `ITEM_SUBSCRIPTION_KIND_BACK_IN_STOCK`: At least one can be had at the place.
         *
         *     `ITEM_SUBSCRIPTION_KIND_PRICE_DROP`: The price in the market fell: below what it was, or to the threshold.
         * @enum {string}
         */
        "omnichannel.cart.v1.ItemSubscriptionKind": "ITEM_SUBSCRIPTION_KIND_UNSPECIFIED" | "ITEM_SUBSCRIPTION_KIND_BACK_IN_STOCK" | "ITEM_SUBSCRIPTION_KIND_PRICE_DROP";
        /**
         * @description Where a subscription stands.
         *
         *     `ITEM_SUBSCRIPTION_STATE_TOLD`: It came true and was told, once.
         *
         *     `ITEM_SUBSCRIPTION_STATE_BOUGHT`: The owner bought the item meanwhile.
         * @enum {string}
         */
        "omnichannel.cart.v1.ItemSubscriptionState": "ITEM_SUBSCRIPTION_STATE_UNSPECIFIED" | "ITEM_SUBSCRIPTION_STATE_WAITING" | "ITEM_SUBSCRIPTION_STATE_TOLD" | "ITEM_SUBSCRIPTION_STATE_CANCELLED" | "ITEM_SUBSCRIPTION_STATE_BOUGHT";
        /** @description One thing that changed about a line, with what it was and what it is. */
        "omnichannel.cart.v1.LineChange": {
            availability?: components["schemas"]["omnichannel.cart.v1.Availability"];
            /**
             * Format: int32
             * @description Absent when stock is not known.
             */
            availableQuantity?: number;
            /** Format: date-time */
            changedAt?: string;
            kind?: components["schemas"]["omnichannel.cart.v1.LineChangeKind"];
            previousAvailability?: components["schemas"]["omnichannel.cart.v1.Availability"];
            /** @description The line after promotions. */
            previousTotal?: components["schemas"]["omnichannel.type.v1.Money"];
            previousUnitPrice?: string;
            promotionId?: string;
            total?: components["schemas"]["omnichannel.type.v1.Money"];
            unitPrice?: string;
        };
        /**
         * @description Why a line is not what its owner last saw.
         *
         *     `LINE_CHANGE_KIND_PRICE_CHANGED`: The item's price: previous_unit_price, unit_price, changed_at.
         *
         *     `LINE_CHANGE_KIND_PROMOTION_STARTED`: A promotion lowers the line now: promotion_id, previous_total, total.
         *
         *     `LINE_CHANGE_KIND_PROMOTION_ENDED`: A promotion no longer does: promotion_id, previous_total, total.
         *
         *     `LINE_CHANGE_KIND_PROMOTION_CHANGED`: The same promotions take off more or less: previous_total, total.
         *
         *     `LINE_CHANGE_KIND_STOCK_GONE`: None can be had any more.
         *
         *     `LINE_CHANGE_KIND_STOCK_LIMITED`: Fewer can be had than the line has: available_quantity is the most that a checkout takes.
         *
         *     `LINE_CHANGE_KIND_STOCK_BACK`: Enough can be had again.
         *
         *     `LINE_CHANGE_KIND_NO_LONGER_SOLD`: No longer sold in the market.
         * @enum {string}
         */
        "omnichannel.cart.v1.LineChangeKind": "LINE_CHANGE_KIND_UNSPECIFIED" | "LINE_CHANGE_KIND_PRICE_CHANGED" | "LINE_CHANGE_KIND_PROMOTION_STARTED" | "LINE_CHANGE_KIND_PROMOTION_ENDED" | "LINE_CHANGE_KIND_PROMOTION_CHANGED" | "LINE_CHANGE_KIND_STOCK_GONE" | "LINE_CHANGE_KIND_STOCK_LIMITED" | "LINE_CHANGE_KIND_STOCK_BACK" | "LINE_CHANGE_KIND_NO_LONGER_SOLD";
        /** @description Names a line: by its id, or by what it holds when an off-line device has not been told the id yet. */
        "omnichannel.cart.v1.LineReference": {
            lineId?: string;
            options?: {
                [key: string]: string;
            };
            /** @description With `options`, when `line_id` is empty. */
            sku?: string;
        };
        /** @description An item as a market sees it. */
        "omnichannel.cart.v1.ListedItem": {
            item?: components["schemas"]["omnichannel.cart.v1.Item"];
            /** @description As in LookupItemResponse. */
            price?: components["schemas"]["omnichannel.cart.v1.ItemPrice"];
        };
        /** @description Some changes, and what codes mean in the market. */
        "omnichannel.cart.v1.ListItemChangesResponse": {
            /**
             * Format: date-time
             * @description The catalogue has no change before this moment that is neither here nor on an earlier page, unless there is more.
             */
            asOf?: string;
            currencyCode?: string;
            /** @description Each replaces what was known of its sku. No item ever goes. */
            items?: components["schemas"]["omnichannel.cart.v1.ListedItem"][];
            /** @description All of the market's, in every answer. */
            measureCodes?: components["schemas"]["omnichannel.cart.v1.MeasureCode"][];
            /** @description Whether there is more by now. */
            more?: boolean;
            /** @description For what comes after these. */
            nextChangeToken?: string;
        };
        /** @description Some items, by sku. */
        "omnichannel.cart.v1.ListItemsResponse": {
            items?: components["schemas"]["omnichannel.cart.v1.ListedItem"][];
            /** @description Empty on the last page. */
            nextPageToken?: string;
        };
        /** @description One page of subscriptions. */
        "omnichannel.cart.v1.ListItemSubscriptionsResponse": {
            nextPageToken?: string;
            subscriptions?: components["schemas"]["omnichannel.cart.v1.ItemSubscription"][];
        };
        /** @description The shipping options of a market. */
        "omnichannel.cart.v1.ListShippingOptionsResponse": {
            shippingOptions?: components["schemas"]["omnichannel.cart.v1.ShippingOption"][];
        };
        /** @description Some stores. */
        "omnichannel.cart.v1.ListStoresResponse": {
            /** @description Empty on the last page. */
            nextPageToken?: string;
            stores?: components["schemas"]["omnichannel.cart.v1.NearbyStore"][];
        };
        /** @description An owner's wishlists, without items. */
        "omnichannel.cart.v1.ListWishlistsResponse": {
            wishlists?: components["schemas"]["omnichannel.cart.v1.Wishlist"][];
        };
        /** @description The item that was found. */
        "omnichannel.cart.v1.LookupItemResponse": {
            /**
             * Format: int32
             * @description Shippable quantity in the market; with a store, what is on its shelves. Absent when stock is not known.
             */
            availableQuantity?: number;
            /** @description What the code says; absent when asked by sku. */
            code?: components["schemas"]["omnichannel.cart.v1.ScannedCode"];
            item?: components["schemas"]["omnichannel.cart.v1.Item"];
            /** @description In the market, of a bundle also when it is the sum of its parts; absent when not for sale there. */
            price?: components["schemas"]["omnichannel.cart.v1.ItemPrice"];
            /**
             * Format: int32
             * @description How much of it the code stands for, as a cart takes it: what it weighs or measures, or how many pieces, else 1 piece. Of a price alone, the quantity that costs as much. Absent when asked by sku, when the code does not say it, or when no quantity costs that now.
             */
            quantity?: number;
        };
        /**
         * @description How shops of a market put a price, a weight or a count into a 13-digit code: prefix, item, value, check digit.
         *
         *     An item is found by the code that has zeros for the value (and for the value's own check digit): that is one of its `gtins`. A code of 12 digits is read with a zero before it.
         */
        "omnichannel.cart.v1.MeasureCode": {
            /**
             * Format: int32
             * @description Of the value's digits, those behind the decimal point: of a price as many as the currency has at most, of a weight 5, of a count none.
             */
            decimals?: number;
            /**
             * Format: int32
             * @description Digits of the item behind the prefix.
             */
            itemDigits?: number;
            kind?: components["schemas"]["omnichannel.cart.v1.MeasureCode.Kind"];
            /** @description 2 or 02, and up to four more digits. Of two that fit, the longer one counts. */
            prefix?: string;
            /** @description The value has a check digit of its own before it, by GS1 General Specifications 7.9: then it has 4 or 5 digits. */
            valueChecked?: boolean;
            /**
             * Format: int32
             * @description At most 7. Prefix, item, check digit and value together have 12 digits.
             */
            valueDigits?: number;
        };
        /**
         * @description What the value is.
         *
         *     `KIND_PRICE`: In the market's currency.
         *
         *     `KIND_WEIGHT`: In kilograms.
         * @enum {string}
         */
        "omnichannel.cart.v1.MeasureCode.Kind": "KIND_UNSPECIFIED" | "KIND_PRICE" | "KIND_WEIGHT" | "KIND_COUNT";
        /**
         * @description What is measured.
         *
         *     `MEASURE_KIND_HEIGHT`: Also depth and thickness.
         * @enum {string}
         */
        "omnichannel.cart.v1.MeasureKind": "MEASURE_KIND_UNSPECIFIED" | "MEASURE_KIND_NET_WEIGHT" | "MEASURE_KIND_LENGTH" | "MEASURE_KIND_WIDTH" | "MEASURE_KIND_HEIGHT" | "MEASURE_KIND_AREA" | "MEASURE_KIND_NET_VOLUME";
        /** @description The explanation of one line of a merge. */
        "omnichannel.cart.v1.MergedLine": {
            /** Format: int32 */
            customerQuantity?: number;
            /** @description The rule in one sentence, in the language asked for. */
            explanation?: string;
            /** Format: int32 */
            guestQuantity?: number;
            lineId?: string;
            /** Format: int32 */
            mergedQuantity?: number;
            options?: {
                [key: string]: string;
            };
            outcome?: components["schemas"]["omnichannel.cart.v1.MergeOutcome"];
            /** @description The guest saw another price; set with the outcome, not instead of it. */
            priceChange?: components["schemas"]["omnichannel.cart.v1.PriceChange"];
            sku?: string;
        };
        /** @description Asks to merge the guest's cart of one market. */
        "omnichannel.cart.v1.MergeGuestCartRequest": {
            /** @description The guest session's token, as the gateway issued it. */
            guestToken?: string;
            /** @description Language of the explanations; `en` when empty. */
            language?: string;
            market?: string;
            strategy?: components["schemas"]["omnichannel.cart.v1.MergeStrategy"];
        };
        /** @description The merged cart, explained. */
        "omnichannel.cart.v1.MergeGuestCartResponse": {
            cart?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
            /** @description Every line of either cart. */
            lines?: components["schemas"]["omnichannel.cart.v1.MergedLine"][];
            mergeId?: string;
            /** @description The strategy that was used. */
            strategy?: components["schemas"]["omnichannel.cart.v1.MergeStrategy"];
            /**
             * Format: date-time
             * @description Until when UndoMerge works.
             */
            undoExpiresAt?: string;
        };
        /** @description One remark of the merge rules on a line. */
        "omnichannel.cart.v1.MergeNote": {
            kind?: components["schemas"]["omnichannel.cart.v1.MergeNoteKind"];
            /**
             * Format: int32
             * @description The quantity that the remark is about.
             */
            quantity?: number;
            /**
             * Format: int64
             * @description The cart's version when it was made.
             */
            version?: string;
        };
        /**
         * @description Why a line is not simply what one device said.
         *
         *     `MERGE_NOTE_KIND_UNSEEN_KEPT`: A removal or a set had not seen this part, so the part stayed.
         *
         *     `MERGE_NOTE_KIND_SET_LOST`: A set lost against another one that it had not seen.
         *
         *     `MERGE_NOTE_KIND_TRANSFERRED`: Added to a cart that was checked out or merged meanwhile, and moved here.
         *
         *     `MERGE_NOTE_KIND_FROM_GUEST`: Came from the guest's cart at login, or from the cart of a customer who turned out to be the same person.
         *
         *     `MERGE_NOTE_KIND_BASE_TOO_OLD`: The device's base was older than what is still kept in detail, so it counts as having seen nothing.
         *
         *     `MERGE_NOTE_KIND_BOUGHT_ELSEWHERE`: Lowered or dropped because it was bought elsewhere meanwhile.
         *
         *     `MERGE_NOTE_KIND_NOT_RESTORED`: UndoMerge could not bring back so many of the customer's units: the line would have more than its measure allows.
         * @enum {string}
         */
        "omnichannel.cart.v1.MergeNoteKind": "MERGE_NOTE_KIND_UNSPECIFIED" | "MERGE_NOTE_KIND_UNSEEN_KEPT" | "MERGE_NOTE_KIND_SET_LOST" | "MERGE_NOTE_KIND_TRANSFERRED" | "MERGE_NOTE_KIND_FROM_GUEST" | "MERGE_NOTE_KIND_BASE_TOO_OLD" | "MERGE_NOTE_KIND_BOUGHT_ELSEWHERE" | "MERGE_NOTE_KIND_NOT_RESTORED";
        /**
         * @description What the merge did to one line.
         *
         *     `MERGE_OUTCOME_KEPT`: As the customer had it.
         *
         *     `MERGE_OUTCOME_ADDED`: Only the guest had it.
         *
         *     `MERGE_OUTCOME_RAISED`: The quantity went up.
         *
         *     `MERGE_OUTCOME_LOWERED`: The quantity went down.
         *
         *     `MERGE_OUTCOME_DROPPED`: Not in the merged cart.
         * @enum {string}
         */
        "omnichannel.cart.v1.MergeOutcome": "MERGE_OUTCOME_UNSPECIFIED" | "MERGE_OUTCOME_KEPT" | "MERGE_OUTCOME_ADDED" | "MERGE_OUTCOME_RAISED" | "MERGE_OUTCOME_LOWERED" | "MERGE_OUTCOME_DROPPED";
        /**
         * @description How a guest's cart and a customer's become one.
         *
         *     `MERGE_STRATEGY_UNSPECIFIED`: MAX.
         *
         *     `MERGE_STRATEGY_MAX`: The greater quantity of each line.
         *
         *     `MERGE_STRATEGY_SUM`: Both quantities.
         *
         *     `MERGE_STRATEGY_GUEST_WINS`: The guest's lines replace the customer's.
         *
         *     `MERGE_STRATEGY_CUSTOMER_WINS`: The customer's lines stay; the guest's are dropped.
         * @enum {string}
         */
        "omnichannel.cart.v1.MergeStrategy": "MERGE_STRATEGY_UNSPECIFIED" | "MERGE_STRATEGY_MAX" | "MERGE_STRATEGY_SUM" | "MERGE_STRATEGY_GUEST_WINS" | "MERGE_STRATEGY_CUSTOMER_WINS";
        /** @description Asks to move a line onto a wishlist. */
        "omnichannel.cart.v1.MoveCartLineToWishlistRequest": {
            /** Format: int64 */
            baseVersion?: string;
            cartId?: string;
            /** @description As in ApplyOperations. */
            deviceId?: string;
            /**
             * Format: int64
             * @description The device's next number on this cart.
             */
            deviceSeq?: string;
            line?: components["schemas"]["omnichannel.cart.v1.LineReference"];
            wishlistId?: string;
        };
        /** @description The move. */
        "omnichannel.cart.v1.MoveCartLineToWishlistResponse": {
            cart?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
            /** @description What the cart said to the removal. DUPLICATE when an earlier try had removed it. */
            result?: components["schemas"]["omnichannel.cart.v1.OperationResult"];
            wishlist?: components["schemas"]["omnichannel.cart.v1.Wishlist"];
        };
        /** @description Takes a line that was put aside back. */
        "omnichannel.cart.v1.MoveToCart": {
            line?: components["schemas"]["omnichannel.cart.v1.LineReference"];
        };
        /** @description Puts a line aside. */
        "omnichannel.cart.v1.MoveToSaved": {
            line?: components["schemas"]["omnichannel.cart.v1.LineReference"];
        };
        /** @description Asks to move an item into a cart. */
        "omnichannel.cart.v1.MoveWishlistItemToCartRequest": {
            /** Format: int64 */
            baseVersion?: string;
            cartId?: string;
            /** @description As in ApplyOperations. */
            deviceId?: string;
            /**
             * Format: int64
             * @description The device's next number on this cart.
             */
            deviceSeq?: string;
            itemId?: string;
            wishlistId?: string;
        };
        /** @description The move. */
        "omnichannel.cart.v1.MoveWishlistItemToCartResponse": {
            cart?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
            /** @description What the cart said to the addition. DUPLICATE when an earlier try had added it. */
            result?: components["schemas"]["omnichannel.cart.v1.OperationResult"];
            wishlist?: components["schemas"]["omnichannel.cart.v1.Wishlist"];
        };
        /** @description A store as somebody finds it now. */
        "omnichannel.cart.v1.NearbyStore": {
            /** Format: date-time */
            closesAt?: string;
            /**
             * Format: double
             * @description From the place asked about; absent without one.
             */
            distanceKm?: number;
            /** @description As in StoreAvailability. */
            open?: boolean;
            /** Format: date-time */
            opensAt?: string;
            /** @description Without events that are over. */
            store?: components["schemas"]["omnichannel.cart.v1.StoreLocation"];
        };
        /** @description A line that an undo could not bring back. */
        "omnichannel.cart.v1.NotRestoredLine": {
            lineId?: string;
            options?: {
                [key: string]: string;
            };
            /** Format: int32 */
            quantity?: number;
            sku?: string;
        };
        /** @description Presents a cart link. */
        "omnichannel.cart.v1.OpenCartLinkRequest": {
            token?: string;
        };
        /** @description The caller's cart, with what the link brought. */
        "omnichannel.cart.v1.OpenCartLinkResponse": {
            cart?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
            /** @description What was copied, when it was another's. */
            lines?: components["schemas"]["omnichannel.cart.v1.BroughtLine"][];
            /** @description The link is to the caller's own cart, and nothing was copied. */
            ownCart?: boolean;
        };
        /** @description One span of opening on one weekday. */
        "omnichannel.cart.v1.OpeningHours": {
            /**
             * Format: int32
             * @description After `opens_minute`; up to 1,440.
             */
            closesMinute?: number;
            /**
             * Format: int32
             * @description ISO 8601: 1 Monday to 7 Sunday.
             */
            isoWeekday?: number;
            /**
             * Format: int32
             * @description Minutes after midnight.
             */
            opensMinute?: number;
        };
        /**
         * @description What became of an operation.
         *
         *     `OPERATION_OUTCOME_APPLIED`: Done as said.
         *
         *     `OPERATION_OUTCOME_MERGED`: Done as far as the merge rules allow; `note` says how.
         *
         *     `OPERATION_OUTCOME_DUPLICATE`: This number was applied before; nothing was done now.
         *
         *     `OPERATION_OUTCOME_OUT_OF_ORDER`: A number is missing before this one; nothing was done. Send from `expected_device_seq`.
         *
         *     `OPERATION_OUTCOME_REJECTED`: Refused for good; `refusal` says why.
         * @enum {string}
         */
        "omnichannel.cart.v1.OperationOutcome": "OPERATION_OUTCOME_UNSPECIFIED" | "OPERATION_OUTCOME_APPLIED" | "OPERATION_OUTCOME_MERGED" | "OPERATION_OUTCOME_DUPLICATE" | "OPERATION_OUTCOME_OUT_OF_ORDER" | "OPERATION_OUTCOME_REJECTED";
        /** @description The answer to one operation. */
        "omnichannel.cart.v1.OperationResult": {
            /** Format: int64 */
            deviceSeq?: string;
            /**
             * Format: int64
             * @description With OUT_OF_ORDER.
             */
            expectedDeviceSeq?: string;
            /** @description The line concerned. */
            lineId?: string;
            /** @description With MERGED. */
            note?: components["schemas"]["omnichannel.cart.v1.MergeNote"];
            outcome?: components["schemas"]["omnichannel.cart.v1.OperationOutcome"];
            /** @description With REJECTED. */
            refusal?: components["schemas"]["omnichannel.type.v1.Refusal"];
        };
        /** @description A price that moved while the line lay in the cart. */
        "omnichannel.cart.v1.PriceChange": {
            /** Format: date-time */
            changedAt?: string;
            previousUnitPrice?: string;
        };
        /**
         * @description A lower price for all who meet its terms, the same on each channel unless it names some.
         *
         *     Whether it applies, to which lines and to how many units, is decided by the basket before any promotion. Promotions of one group apply one after the other, each to what the earlier ones left of a line. Of several groups a line gets the one that leaves least to pay. What a line cannot take is not moved to another line. A line is never below zero, and the shares are whole minor units.
         */
        "omnichannel.cart.v1.Promotion": {
            /** @description At most one of percentOff, amountOff, buyForFewer, thresholdOff is set. */
            amountOff?: components["schemas"]["omnichannel.cart.v1.Promotion.AmountOff"];
            /** @description At most one of percentOff, amountOff, buyForFewer, thresholdOff is set. */
            buyForFewer?: components["schemas"]["omnichannel.cart.v1.Promotion.BuyForFewer"];
            categories?: string[];
            /** @description Carts that were last edited on one of these channels; empty for all. All channels show, and sell at, the price that this gives. */
            channels?: components["schemas"]["omnichannel.type.v1.Channel"][];
            /**
             * Format: date-time
             * @description Until just before this moment; absent for always.
             */
            endsAt?: string;
            /** @description A group of its own: lines that it lowers get no other promotion. */
            exclusive?: boolean;
            /** @description Where it holds; empty for everywhere. Where it gives or asks for an amount, only markets of that currency. */
            markets?: string[];
            /** @description At most one of percentOff, amountOff, buyForFewer, thresholdOff is set. */
            percentOff?: components["schemas"]["omnichannel.cart.v1.Promotion.PercentOff"];
            /**
             * Format: int32
             * @description Greater goes first; equal ones by id.
             */
            priority?: number;
            /** @description 1 to 64 characters. */
            promotionId?: string;
            /** @description What it is for: these skus and everything in these categories; all merchandise when both are empty. */
            skus?: string[];
            /** @description It combines with those of the same group only. The empty name is a group like the others. At most 64 characters. */
            stackingGroup?: string;
            /**
             * Format: date-time
             * @description From this moment on; absent for always.
             */
            startsAt?: string;
            /** @description At most one of percentOff, amountOff, buyForFewer, thresholdOff is set. */
            thresholdOff?: components["schemas"]["omnichannel.cart.v1.Promotion.ThresholdOff"];
            title?: components["schemas"]["omnichannel.type.v1.LocalizedText"];
        };
        /** @description An amount off each piece (kilogram, litre, metre), at most its price. */
        "omnichannel.cart.v1.Promotion.AmountOff": {
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
        };
        /** @description Buy `quantity`, pay for `pay_quantity`; the cheapest are free. Pieces alone are counted: nothing that is sold by measure. */
        "omnichannel.cart.v1.Promotion.BuyForFewer": {
            /**
             * Format: int32
             * @description 0 or more, less than `quantity`.
             */
            payQuantity?: number;
            /**
             * Format: int32
             * @description 2 to 1,000.
             */
            quantity?: number;
        };
        /** @description A percentage off each line. */
        "omnichannel.cart.v1.Promotion.PercentOff": {
            /** @description Decimal text, above 0 up to 100, at most 4 places. */
            percent?: string;
        };
        /** @description Once the lines that it is for reach a sum: an amount or a percentage off them together, split in proportion. */
        "omnichannel.cart.v1.Promotion.ThresholdOff": {
            /** @description Either an amount, */
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            minimum?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description or decimal text, above 0 up to 100, at most 4 places. */
            percent?: string;
        };
        /** @description Asks to end a device's part in a cart. */
        "omnichannel.cart.v1.ReleaseHandoffRequest": {
            cartId?: string;
            /** @description Empty for the caller's own. */
            participantId?: string;
        };
        /** @description The part is ended. */
        "omnichannel.cart.v1.ReleaseHandoffResponse": Record<string, never>;
        /** @description Takes a coupon code off. */
        "omnichannel.cart.v1.RemoveCode": {
            code?: string;
        };
        /** @description The cart without the code. */
        "omnichannel.cart.v1.RemoveCodeResponse": {
            cart?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
        };
        /** @description Removes what the device had seen of a line. */
        "omnichannel.cart.v1.RemoveLine": {
            line?: components["schemas"]["omnichannel.cart.v1.LineReference"];
        };
        /** @description The cart without the line. */
        "omnichannel.cart.v1.RemoveLineResponse": {
            cart?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
        };
        /** @description Takes an item off. One that is not there (any more) is no error. */
        "omnichannel.cart.v1.RemoveWishlistItem": {
            itemId?: string;
        };
        /** @description Asks to rename a wishlist. */
        "omnichannel.cart.v1.RenameWishlistRequest": {
            /**
             * Format: int64
             * @description The version that the caller saw; 0 for whatever it is.
             */
            expectedVersion?: string;
            name?: string;
            wishlistId?: string;
        };
        /** @description The wishlist under its new name, without items. */
        "omnichannel.cart.v1.RenameWishlistResponse": {
            wishlist?: components["schemas"]["omnichannel.cart.v1.Wishlist"];
        };
        /** @description Asks to order the same again. */
        "omnichannel.cart.v1.ReorderItemsRequest": {
            cartId?: string;
            lines?: components["schemas"]["omnichannel.cart.v1.ReorderLine"][];
            /** @description For agents, as in ApplyOperationsRequest. */
            ownerId?: string;
        };
        /** @description What became of each line, in order, and the cart afterwards. */
        "omnichannel.cart.v1.ReorderItemsResponse": {
            cart?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
            lines?: components["schemas"]["omnichannel.cart.v1.BroughtLine"][];
        };
        /** @description A line of the past order. */
        "omnichannel.cart.v1.ReorderLine": {
            /** @description As it was sold then. What is sold by another measure now is GONE, with MEASURE_FIXED. */
            measure?: components["schemas"]["omnichannel.type.v1.Measure"];
            options?: {
                [key: string]: string;
            };
            /**
             * Format: int32
             * @description Of `measure`, 1 or more.
             */
            quantity?: number;
            sku?: string;
            /** @description What it cost then, decimal text; empty when the price is not to be compared. */
            unitPrice?: string;
        };
        /** @description Asks to end the links to a wishlist. */
        "omnichannel.cart.v1.RevokeWishlistLinkRequest": {
            wishlistId?: string;
        };
        /** @description No link is good any more. */
        "omnichannel.cart.v1.RevokeWishlistLinkResponse": Record<string, never>;
        /** @description What a code says beside which item it is. */
        "omnichannel.cart.v1.ScannedCode": {
            /** @description At its best until this day (AI 15). */
            bestBeforeDate?: string;
            /**
             * Format: int64
             * @description How many pieces (AI 30, 37, or in the code); absent when it does not say.
             */
            count?: string;
            /** @description ISO 8601 (2026-12-31): not to be used after this day (AI 17, or the day of 7003). A day of 00 is the month's last one. */
            expiryDate?: string;
            /** @description 14 digits. Of a code with a price or measure in it: with zeros for that. */
            gtin?: string;
            /** @description Batch or lot (AI 10). */
            lot?: string;
            /** @description What this very piece weighs or measures. */
            measures?: components["schemas"]["omnichannel.cart.v1.ScannedMeasure"][];
            /** @description The price of this very piece (AI 392n, 393n, or in the code); absent when it says none. */
            price?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description To be sold until this day (AI 16). */
            sellByDate?: string;
            /** @description AI 21. */
            serial?: string;
        };
        /** @description What one piece weighs or measures. */
        "omnichannel.cart.v1.ScannedMeasure": {
            kind?: components["schemas"]["omnichannel.cart.v1.MeasureKind"];
            /** @description UN/ECE Recommendation 20: KGM, MTR, LTR, LBR. */
            unitCode?: string;
            /** @description Decimal text. */
            value?: string;
        };
        /** @description Chooses how a line is obtained. */
        "omnichannel.cart.v1.SetFulfilment": {
            fulfilment?: components["schemas"]["omnichannel.type.v1.Fulfilment"];
            line?: components["schemas"]["omnichannel.cart.v1.LineReference"];
        };
        /** @description Sets the gift note; empty removes it. At most 1,000 characters. */
        "omnichannel.cart.v1.SetGiftNote": {
            text?: string;
        };
        /** @description Replaces a market's layouts. */
        "omnichannel.cart.v1.SetMeasureCodesRequest": {
            market?: string;
            /** @description At most 100. */
            measureCodes?: components["schemas"]["omnichannel.cart.v1.MeasureCode"][];
        };
        /** @description The layouts as stored. */
        "omnichannel.cart.v1.SetMeasureCodesResponse": {
            measureCodes?: components["schemas"]["omnichannel.cart.v1.MeasureCode"][];
        };
        /** @description Sets the quantity of what the device had seen of a line. */
        "omnichannel.cart.v1.SetQuantity": {
            line?: components["schemas"]["omnichannel.cart.v1.LineReference"];
            /**
             * Format: int32
             * @description Of the item's measure, 1 or more. To remove a line, say so.
             */
            quantity?: number;
        };
        /** @description Replaces a market's shipping options. */
        "omnichannel.cart.v1.SetShippingOptionsRequest": {
            market?: string;
            shippingOptions?: components["schemas"]["omnichannel.cart.v1.ShippingOption"][];
        };
        /** @description The shipping options as stored. */
        "omnichannel.cart.v1.SetShippingOptionsResponse": {
            shippingOptions?: components["schemas"]["omnichannel.cart.v1.ShippingOption"][];
        };
        /** @description A batch of stock levels. */
        "omnichannel.cart.v1.SetStockRequest": {
            levels?: components["schemas"]["omnichannel.cart.v1.StockLevel"][];
        };
        /** @description One answer per level. */
        "omnichannel.cart.v1.SetStockResponse": {
            results?: components["schemas"]["omnichannel.cart.v1.UpsertResult"][];
        };
        /** @description Says how many are wished for. The last one counts. */
        "omnichannel.cart.v1.SetWishlistItemQuantity": {
            itemId?: string;
            /**
             * Format: int32
             * @description Of the item's measure.
             */
            quantity?: number;
        };
        /** @description A way to ship. */
        "omnichannel.cart.v1.ShippingOption": {
            cost?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description `HH:mm` there: what is ordered later, or on a day without work, counts as ordered on the next working day. Empty for none. */
            cutOff?: string;
            /** @description What an order of now would be promised: by the days above, or as its parcels came before where that was learned. Answered, not read. */
            delivery?: components["schemas"]["omnichannel.type.v1.DeliveryEstimate"];
            /** @description No cost from this sum of all lines after promotions on; absent for never. A coupon or points do not bring the cost back. */
            freeFrom?: components["schemas"]["omnichannel.type.v1.Money"];
            /** Format: int32 */
            maxDays?: number;
            /**
             * Format: int32
             * @description The promise made at checkout until it is learned how long parcels take: delivered within these days after the order, at most 3,650.
             */
            minDays?: number;
            shippingOptionId?: string;
            title?: components["schemas"]["omnichannel.type.v1.LocalizedText"];
            /** @description The days are working days of the country where it goes. Else days of the calendar. */
            workingDays?: boolean;
        };
        /** @description The shared cart of one customer or guest in one market, the same on every channel. */
        "omnichannel.cart.v1.ShoppingCart": {
            /** @description What last brought the owner back by a link. The sale carries it. Empty for none. */
            campaignSource?: string;
            /** @description Derived from owner and market; begins with the shard (`c07-...`), by which the gateway routes. */
            cartId?: string;
            /** @description The checkout under way, who runs it and where. */
            checkout?: components["schemas"]["omnichannel.cart.v1.Checkout"];
            codes?: components["schemas"]["omnichannel.cart.v1.CartCode"][];
            /** Format: date-time */
            createdAt?: string;
            /** @description Of every amount in the cart. */
            currencyCode?: string;
            /**
             * Format: int64
             * @description Starts at 1; a completed checkout empties the cart and raises it. cart_id and generation make the order's id.
             */
            generation?: string;
            giftNote?: string;
            /** @description In the order in which they were first added. Saved lines are among them, and count for nothing. */
            lines?: components["schemas"]["omnichannel.cart.v1.CartLine"][];
            market?: string;
            mergedIntoCartId?: string;
            /** @description The customer's or guest's id. */
            ownerId?: string;
            ownerIsGuest?: boolean;
            /** @description Devices that joined by handoff. */
            participants?: components["schemas"]["omnichannel.cart.v1.CartParticipant"][];
            /**
             * Format: int64
             * @description Changes up to here survive the loss of a node. Devices keep their operations until it passes them.
             */
            stableVersion?: string;
            state?: components["schemas"]["omnichannel.cart.v1.CartState"];
            /** @description As priced now. From READY on, as they are fixed for the checkout, coupons and points included. */
            totals?: components["schemas"]["omnichannel.type.v1.Totals"];
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: int64
             * @description Raised by every change, over the cart's whole life. A device that sees it go back (a failover) sends again what is above.
             */
            version?: string;
        };
        /** @description Where one sku can be had. */
        "omnichannel.cart.v1.SkuAvailability": {
            /**
             * Format: int32
             * @description Can be shipped, of the item's measure; absent when stock is not known.
             */
            shippableQuantity?: number;
            sku?: string;
            /** @description Stores with at least one on the shelf. */
            stores?: components["schemas"]["omnichannel.cart.v1.StoreAvailability"][];
        };
        /** @description One day's hours instead of the weekly ones. */
        "omnichannel.cart.v1.SpecialDay": {
            /** @description Local date, ISO 8601 (2026-12-24). */
            date?: string;
            /** @description None: closed. Their weekday is 0 or that of the date. */
            hours?: components["schemas"]["omnichannel.cart.v1.OpeningHours"][];
        };
        /** @description How many of an item are at a location. */
        "omnichannel.cart.v1.StockLevel": {
            /**
             * Format: date-time
             * @description When it was counted: now when absent or in the future. An older count never replaces a newer one.
             */
            asOf?: string;
            /** @description A store's id, or the id of a warehouse that ships. */
            locationId?: string;
            /**
             * Format: int32
             * @description Of the item's measure, 0 or more: what can be sold, without what is kept for orders.
             */
            quantity?: number;
            /** @description For a warehouse: the markets that it ships to. Empty for a store. */
            shipToMarkets?: string[];
            sku?: string;
        };
        /** @description One sku at one store. */
        "omnichannel.cart.v1.StoreAvailability": {
            /**
             * Format: date-time
             * @description When it closes, if it is open now; absent when it does not close in the next 14 days.
             */
            closesAt?: string;
            /**
             * Format: double
             * @description From the place asked about; absent without one.
             */
            distanceKm?: number;
            name?: string;
            /** @description Whether it is open now, by its own clock. */
            open?: boolean;
            /**
             * Format: date-time
             * @description When it opens next, if it is closed now; absent when no hours are known for the next 14 days.
             */
            opensAt?: string;
            pickupOffered?: boolean;
            /** Format: int32 */
            quantity?: number;
            storeId?: string;
            /** @description IANA name, in which to show both. */
            timeZone?: string;
        };
        /** @description Something that takes place at a store. */
        "omnichannel.cart.v1.StoreEvent": {
            /**
             * Format: date-time
             * @description After `starts_at`.
             */
            endsAt?: string;
            /** @description 1 to 64 characters, unique in the store. */
            eventId?: string;
            /** Format: date-time */
            startsAt?: string;
            title?: components["schemas"]["omnichannel.type.v1.LocalizedText"];
            uri?: string;
        };
        /** @description A shop that people walk into. */
        "omnichannel.cart.v1.StoreLocation": {
            address?: components["schemas"]["omnichannel.type.v1.PostalAddress"];
            /** @description What takes place there. At most 100. */
            events?: components["schemas"]["omnichannel.cart.v1.StoreEvent"][];
            /** @description Local time; none for a day that it is closed. At most 50. */
            hours?: components["schemas"]["omnichannel.cart.v1.OpeningHours"][];
            market?: string;
            name?: string;
            pickupOffered?: boolean;
            position?: components["schemas"]["omnichannel.type.v1.GeoPosition"];
            /** @description Days that differ from `hours`: holidays, late shopping. At most 400. */
            specialDays?: components["schemas"]["omnichannel.cart.v1.SpecialDay"][];
            storeId?: string;
            timeZone?: string;
        };
        /** @description Asks to take a merge back. */
        "omnichannel.cart.v1.UndoMergeRequest": {
            /** @description The customer's cart. */
            cartId?: string;
            mergeId?: string;
        };
        /** @description The cart after the undo. */
        "omnichannel.cart.v1.UndoMergeResponse": {
            cart?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
            /** @description What the merge had taken out of the cart and there is no room for any more. */
            notRestored?: components["schemas"]["omnichannel.cart.v1.NotRestoredLine"][];
        };
        /** @description What changes of a line; what is absent stays. */
        "omnichannel.cart.v1.UpdateLineRequest": {
            cartId?: string;
            fulfilment?: components["schemas"]["omnichannel.type.v1.Fulfilment"];
            lineId?: string;
            /**
             * Format: int32
             * @description Of the item's measure, 1 or more.
             */
            quantity?: number;
            /** @description Put aside, or taken back. */
            saved?: boolean;
        };
        /** @description The cart with the changed line. */
        "omnichannel.cart.v1.UpdateLineResponse": {
            cart?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
        };
        /** @description A batch of items. */
        "omnichannel.cart.v1.UpsertItemsRequest": {
            items?: components["schemas"]["omnichannel.cart.v1.Item"][];
        };
        /** @description One answer per item. */
        "omnichannel.cart.v1.UpsertItemsResponse": {
            results?: components["schemas"]["omnichannel.cart.v1.UpsertResult"][];
        };
        /** @description A batch of promotions. */
        "omnichannel.cart.v1.UpsertPromotionsRequest": {
            promotions?: components["schemas"]["omnichannel.cart.v1.Promotion"][];
        };
        /** @description One answer per promotion. */
        "omnichannel.cart.v1.UpsertPromotionsResponse": {
            results?: components["schemas"]["omnichannel.cart.v1.UpsertResult"][];
        };
        /** @description What became of one item of a batch. */
        "omnichannel.cart.v1.UpsertResult": {
            /** @description The item's sku or id. */
            id?: string;
            /** @description Absent when it was stored. */
            refusal?: components["schemas"]["omnichannel.type.v1.Refusal"];
        };
        /** @description A batch of stores. */
        "omnichannel.cart.v1.UpsertStoresRequest": {
            stores?: components["schemas"]["omnichannel.cart.v1.StoreLocation"][];
        };
        /** @description One answer per store. */
        "omnichannel.cart.v1.UpsertStoresResponse": {
            results?: components["schemas"]["omnichannel.cart.v1.UpsertResult"][];
        };
        /** @description One step of the cart's life. */
        "omnichannel.cart.v1.WatchCartResponse": {
            /** @description At most one of snapshot, change is set. */
            change?: components["schemas"]["omnichannel.cart.v1.CartChange"];
            /** @description At most one of snapshot, change is set. */
            snapshot?: components["schemas"]["omnichannel.cart.v1.ShoppingCart"];
            /**
             * Format: int64
             * @description The version after it; the SSE event's id.
             */
            version?: string;
        };
        /** @description A named list of items that somebody wishes for. Of no market: it is priced when it is read. */
        "omnichannel.cart.v1.Wishlist": {
            /** Format: date-time */
            createdAt?: string;
            /** Format: int32 */
            itemCount?: number;
            /** @description In the order in which they were added; absent where the rpc says so. */
            items?: components["schemas"]["omnichannel.cart.v1.WishlistItem"][];
            name?: string;
            /** @description Somebody may have a link to it. */
            shared?: boolean;
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: int64
             * @description Raised by every change.
             */
            version?: string;
            wishlistId?: string;
        };
        /** @description One edit of one item. */
        "omnichannel.cart.v1.WishlistEdit": {
            /** @description At most one of add, setQuantity, remove is set. */
            add?: components["schemas"]["omnichannel.cart.v1.AddWishlistItem"];
            /** @description At most one of add, setQuantity, remove is set. */
            remove?: components["schemas"]["omnichannel.cart.v1.RemoveWishlistItem"];
            /** @description At most one of add, setQuantity, remove is set. */
            setQuantity?: components["schemas"]["omnichannel.cart.v1.SetWishlistItemQuantity"];
        };
        /** @description The answer to one edit. */
        "omnichannel.cart.v1.WishlistEditResult": {
            itemId?: string;
            /** @description Absent when it was done. */
            refusal?: components["schemas"]["omnichannel.type.v1.Refusal"];
        };
        /** @description One item in one variant. */
        "omnichannel.cart.v1.WishlistItem": {
            /** Format: date-time */
            addedAt?: string;
            /** @description Whether any can be shipped. */
            availability?: components["schemas"]["omnichannel.cart.v1.Availability"];
            currencyCode?: string;
            /** @description Derived from sku and options, like a cart line's. */
            itemId?: string;
            /** @description Unspecified without a market. */
            measure?: components["schemas"]["omnichannel.type.v1.Measure"];
            /** @description Canonical: sorted by name. At most 2 KiB of UTF-8 together, without control characters. */
            options?: {
                [key: string]: string;
            };
            /**
             * Format: int32
             * @description How much is wished for, of `measure`.
             */
            quantity?: number;
            sku?: string;
            /** @description In the market asked for: absent and empty without one. */
            title?: string;
            /** @description For what `measure` says, decimal text; empty when it is not for sale there. */
            unitPrice?: string;
        };
        /** @description A card that was paid for. */
        "omnichannel.loyalty.v1.ActivateGiftCardRequest": {
            code?: string;
            /** @description What people call the sale: a receipt's number. */
            reference?: string;
        };
        /** @description The card after it. */
        "omnichannel.loyalty.v1.ActivateGiftCardResponse": {
            wallet?: components["schemas"]["omnichannel.loyalty.v1.Wallet"];
        };
        /** @description An adjustment that somebody asked for. */
        "omnichannel.loyalty.v1.Adjustment": {
            adjustmentId?: string;
            allowDebt?: boolean;
            /** Format: date-time */
            decidedAt?: string;
            /** @description Absent while it is PENDING, and when it lapsed. */
            decidedBy?: components["schemas"]["omnichannel.type.v1.Actor"];
            /** @description Of a DECLINED one. */
            declineReason?: string;
            /**
             * Format: date-time
             * @description When it lapses, while it is PENDING.
             */
            expiresAt?: string;
            memberId?: string;
            /**
             * Format: int64
             * @description Positive gives, negative takes.
             */
            points?: string;
            /**
             * Format: date-time
             * @description Of given points; by the program when absent.
             */
            pointsExpireAt?: string;
            reason?: string;
            /** Format: date-time */
            requestedAt?: string;
            requestedBy?: components["schemas"]["omnichannel.type.v1.Actor"];
            state?: components["schemas"]["omnichannel.loyalty.v1.AdjustmentState"];
        };
        /**
         * @description What became of an adjustment that somebody asked for.
         *
         *     `ADJUSTMENT_STATE_LAPSED`: Nobody decided in time.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.AdjustmentState": "ADJUSTMENT_STATE_UNSPECIFIED" | "ADJUSTMENT_STATE_PENDING" | "ADJUSTMENT_STATE_APPROVED" | "ADJUSTMENT_STATE_DECLINED" | "ADJUSTMENT_STATE_LAPSED";
        /** @description An adjustment. */
        "omnichannel.loyalty.v1.AdjustPointsRequest": {
            /** @description Taking more than there is becomes debt. */
            allowDebt?: boolean;
            /**
             * Format: date-time
             * @description Of given points, in the future; by the program when absent.
             */
            expiresAt?: string;
            memberId?: string;
            /**
             * Format: int64
             * @description Positive gives, negative takes.
             */
            points?: string;
            reason?: string;
        };
        /** @description The whole adjustment. */
        "omnichannel.loyalty.v1.AdjustPointsResponse": {
            balance?: components["schemas"]["omnichannel.loyalty.v1.Balance"];
            /** @description In the order in which they were posted: what was given or taken, what became debt, what paid one. */
            entries?: components["schemas"]["omnichannel.loyalty.v1.LedgerEntry"][];
        };
        /** @description An adjustment to make. */
        "omnichannel.loyalty.v1.ApproveAdjustmentRequest": {
            adjustmentId?: string;
        };
        /** @description It is made. */
        "omnichannel.loyalty.v1.ApproveAdjustmentResponse": {
            adjustment?: components["schemas"]["omnichannel.loyalty.v1.Adjustment"];
            balance?: components["schemas"]["omnichannel.loyalty.v1.Balance"];
            /** @description As of AdjustPoints. */
            entries?: components["schemas"]["omnichannel.loyalty.v1.LedgerEntry"][];
        };
        /** @description What a member has. Each number is the sum of that account's entries. */
        "omnichannel.loyalty.v1.Balance": {
            /**
             * Format: int64
             * @description Spendable.
             */
            active?: string;
            /**
             * Format: int64
             * @description Taken back without being there; later earning pays it first.
             */
            debt?: string;
            /**
             * Format: int64
             * @description Set aside by holds.
             */
            held?: string;
            /** Format: date-time */
            nextExpiresAt?: string;
            /**
             * Format: int64
             * @description The active points that expire next.
             */
            nextExpiringPoints?: string;
            /**
             * Format: int64
             * @description Earned, not yet spendable.
             */
            pending?: string;
        };
        /** @description A line of a basket, after promotions. */
        "omnichannel.loyalty.v1.BasketLine": {
            /** @description For all of it, promotions taken off. */
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            category?: string;
            lineId?: string;
            nonMerchandise?: boolean;
            /**
             * Format: int32
             * @description 1 or more: pieces, or of the smallest unit by which the item is measured.
             */
            quantity?: number;
            sku?: string;
        };
        /** @description What is never spent. */
        "omnichannel.loyalty.v1.Breakage": {
            /** Format: int64 */
            cohortExpired?: string;
            /**
             * Format: int64
             * @description Issued from 24 to 12 months before the month's end, and how much of that has expired unspent by now.
             */
            cohortIssued?: string;
            /**
             * Format: int64
             * @description closing x cohort_expired / cohort_issued, rounded down.
             */
            expectedPoints?: string;
            /** @description What `expired` was worth, each program's points at its rate of the month's end; absent when no program redeems in the currency, or none was asked for. */
            expiredValue?: components["schemas"]["omnichannel.type.v1.Money"];
        };
        /** @description A day of the year at whose end all points expire that became active in an earlier year. */
        "omnichannel.loyalty.v1.CalendarExpiry": {
            /** @description As `03-31`. */
            monthDay?: string;
            /**
             * Format: int32
             * @description How many years after the one in which they became active.
             */
            yearsAfter?: number;
        };
        /**
         * @description For how long a cap counts before it begins anew, in the program's time zone.
         *
         *     `CAP_PERIOD_WEEK`: From Monday.
         *
         *     `CAP_PERIOD_EVER`: It never begins anew.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.CapPeriod": "CAP_PERIOD_UNSPECIFIED" | "CAP_PERIOD_DAY" | "CAP_PERIOD_WEEK" | "CAP_PERIOD_MONTH" | "CAP_PERIOD_YEAR" | "CAP_PERIOD_EVER";
        /** @description What is left of a cap. */
        "omnichannel.loyalty.v1.CapRoom": {
            capId?: string;
            /**
             * Format: int64
             * @description Before the purchase, in the period of now.
             */
            left?: string;
        };
        /** @description Held points to spend. */
        "omnichannel.loyalty.v1.CaptureHoldRequest": {
            holdId?: string;
            /** @description Empty at a till without a member. */
            memberId?: string;
            /**
             * Format: int64
             * @description All of them when 0.
             */
            points?: string;
            /** @description Of a till. */
            receipt?: components["schemas"]["omnichannel.loyalty.v1.Receipt"];
        };
        /** @description The captured hold. */
        "omnichannel.loyalty.v1.CaptureHoldResponse": {
            /** @description Absent without a member. */
            balance?: components["schemas"]["omnichannel.loyalty.v1.Balance"];
            hold?: components["schemas"]["omnichannel.loyalty.v1.PointsHold"];
        };
        /** @description Money on hold to spend. */
        "omnichannel.loyalty.v1.CaptureWalletHoldRequest": {
            /** @description All of it when absent. */
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            holdId?: string;
            walletId?: string;
        };
        /** @description The captured hold. */
        "omnichannel.loyalty.v1.CaptureWalletHoldResponse": {
            hold?: components["schemas"]["omnichannel.loyalty.v1.WalletHold"];
            wallet?: components["schemas"]["omnichannel.loyalty.v1.Wallet"];
        };
        /** @description A card to put on a customer. */
        "omnichannel.loyalty.v1.ClaimGiftCardRequest": {
            code?: string;
            customerId?: string;
            pin?: string;
        };
        /** @description The card after it. */
        "omnichannel.loyalty.v1.ClaimGiftCardResponse": {
            wallet?: components["schemas"]["omnichannel.loyalty.v1.Wallet"];
        };
        /** @description A code that lowers a price, on every channel. */
        "omnichannel.loyalty.v1.Coupon": {
            /** @description 4 to 32 characters A-Z, 0-9 and hyphen. */
            code?: string;
            /**
             * Format: int32
             * @description Times that checkouts hold it now.
             */
            heldCount?: number;
            /** Format: date-time */
            issuedAt?: string;
            /**
             * Format: int32
             * @description Times that it was redeemed and not given back.
             */
            redeemedCount?: number;
            state?: components["schemas"]["omnichannel.loyalty.v1.CouponState"];
            /** @description Why it is in that state; empty for one that always was usable. */
            stateReason?: string;
            terms?: components["schemas"]["omnichannel.loyalty.v1.CouponTerms"];
        };
        /** @description Coupons that belong together, and what they cost so far. */
        "omnichannel.loyalty.v1.CouponCampaign": {
            budget?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description A use left no room for another one like it. Smaller ones may have room. */
            budgetSpent?: boolean;
            /** Format: int64 */
            budgetUses?: string;
            campaignId?: string;
            /** @description What they took off, or will, in the currency of the budget; absent without one. */
            spent?: components["schemas"]["omnichannel.type.v1.Money"];
            state?: components["schemas"]["omnichannel.loyalty.v1.CouponState"];
            /** @description Why its coupons cannot be used. */
            stateReason?: string;
            /**
             * Format: int64
             * @description How often its coupons are held or were used since the first decision.
             */
            uses?: string;
            /** Format: int64 */
            usesPerPerson?: string;
        };
        /** @description What one coupon takes off. */
        "omnichannel.loyalty.v1.CouponDiscount": {
            /** @description Sum of the shares and of `shipping_amount`. */
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            code?: string;
            /** @description Over the applicable lines; adds up with `shipping_amount`. */
            shares?: components["schemas"]["omnichannel.loyalty.v1.LineShare"][];
            /** @description Taken off shipping. */
            shippingAmount?: components["schemas"]["omnichannel.type.v1.Money"];
        };
        /**
         * @description When a coupon that was used can be used once more, while it is valid.
         *
         *     `COUPON_GIVE_BACK_UNSPECIFIED`: As CANCELLED.
         *
         *     `COUPON_GIVE_BACK_CANCELLED`: When all of the order was called off before any of it was with the customer.
         *
         *     `COUPON_GIVE_BACK_WHOLE`: Also when nothing of the order is kept: all of its goods were cancelled or came back.
         *
         *     `COUPON_GIVE_BACK_PARTIAL`: Also when nothing is kept of the lines that it took something off.
         *
         *     `COUPON_GIVE_BACK_NEVER`: Never.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.CouponGiveBack": "COUPON_GIVE_BACK_UNSPECIFIED" | "COUPON_GIVE_BACK_CANCELLED" | "COUPON_GIVE_BACK_WHOLE" | "COUPON_GIVE_BACK_PARTIAL" | "COUPON_GIVE_BACK_NEVER";
        /** @description Codes that are made in the background. */
        "omnichannel.loyalty.v1.CouponMint": {
            /** Format: date-time */
            begunAt?: string;
            /**
             * Format: int64
             * @description How many there are to be,
             */
            count?: string;
            /**
             * Format: date-time
             * @description When there was no more to do.
             */
            endedAt?: string;
            /**
             * Format: int64
             * @description and how many there are.
             */
            minted?: string;
            mintId?: string;
            prefix?: string;
            state?: components["schemas"]["omnichannel.loyalty.v1.CouponMintState"];
            terms?: components["schemas"]["omnichannel.loyalty.v1.CouponTerms"];
        };
        /**
         * @description How far codes are made.
         *
         *     `COUPON_MINT_STATE_DONE`: All are made.
         *
         *     `COUPON_MINT_STATE_STOPPED`: The campaign was voided before all were made.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.CouponMintState": "COUPON_MINT_STATE_UNSPECIFIED" | "COUPON_MINT_STATE_RUNNING" | "COUPON_MINT_STATE_DONE" | "COUPON_MINT_STATE_STOPPED";
        /**
         * @description How a coupon goes together with others on one basket.
         *
         *     `COUPON_STACKING_UNSPECIFIED`: As JOINT.
         *
         *     `COUPON_STACKING_JOINT`: With any other joint one that is not of its group.
         *
         *     `COUPON_STACKING_EXCLUSIVE`: Alone.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.CouponStacking": "COUPON_STACKING_UNSPECIFIED" | "COUPON_STACKING_JOINT" | "COUPON_STACKING_EXCLUSIVE";
        /**
         * @description Whether a coupon can be used, as far as somebody decides.
         *
         *     `COUPON_STATE_PAUSED`: Not until somebody says so.
         *
         *     `COUPON_STATE_VOIDED`: Never again.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.CouponState": "COUPON_STATE_UNSPECIFIED" | "COUPON_STATE_USABLE" | "COUPON_STATE_PAUSED" | "COUPON_STATE_VOIDED";
        /** @description What a coupon gives, and to whom. */
        "omnichannel.loyalty.v1.CouponTerms": {
            /** @description At most the applicable lines' sum. At most one of percent, amount, freeShipping, earlyAccessId is set. */
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description Groups coupons: for statistics, and for what is decided about all of them (CouponService.SetCampaign). */
            campaignId?: string;
            /** @description Terms. An empty kind is met by everything. */
            categories?: string[];
            /** @description Nothing: its member may buy what is sold to some before it is sold to all (Item.early_access), as often as they like. Only of a member's own. At most one of percent, amount, freeShipping, earlyAccessId is set. */
            earlyAccessId?: string;
            /** @description All shipping cost. Always true when set. At most one of percent, amount, freeShipping, earlyAccessId is set. */
            freeShipping?: boolean;
            giveBack?: components["schemas"]["omnichannel.loyalty.v1.CouponGiveBack"];
            markets?: string[];
            /**
             * Format: int32
             * @description How often it can be redeemed; 1 when 0.
             */
            maxRedemptions?: number;
            /**
             * Format: int32
             * @description How often by one person, as guest and customer together; no limit when 0.
             */
            maxRedemptionsPerOwner?: number;
            /** @description Only this member's; empty for anybody's. */
            memberId?: string;
            /** @description The applicable lines' least sum, before any coupon. */
            minimumBasket?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description Of the applicable lines; decimal text, above 0 up to 100. At most one of percent, amount, freeShipping, earlyAccessId is set. */
            percent?: string;
            skus?: string[];
            stacking?: components["schemas"]["omnichannel.loyalty.v1.CouponStacking"];
            /** @description Of a group's coupons one basket uses one. Empty for no group. */
            stackingGroup?: string;
            /** Format: date-time */
            validFrom?: string;
            /** Format: date-time */
            validUntil?: string;
        };
        /** @description An adjustment to turn down. */
        "omnichannel.loyalty.v1.DeclineAdjustmentRequest": {
            adjustmentId?: string;
            /** @description At most 512 characters. */
            reason?: string;
        };
        /** @description It will not be made. */
        "omnichannel.loyalty.v1.DeclineAdjustmentResponse": {
            adjustment?: components["schemas"]["omnichannel.loyalty.v1.Adjustment"];
        };
        /** @description The most points that are earned in a period. What returns take back makes room again. It is counted by the cap's id, whatever the version. */
        "omnichannel.loyalty.v1.EarnCap": {
            /** @description For the rules of this campaign; for everything that is earned when empty. */
            campaignId?: string;
            capId?: string;
            period?: components["schemas"]["omnichannel.loyalty.v1.CapPeriod"];
            /** @description Each member has room of their own; else it is a budget for all together. */
            perMember?: boolean;
            /** Format: int64 */
            points?: string;
        };
        /** @description What a line would earn, and by which rule. */
        "omnichannel.loyalty.v1.EarnedLine": {
            lineId?: string;
            /** @description How much each rule gives; they add up. */
            parts?: components["schemas"]["omnichannel.loyalty.v1.EarnedPart"][];
            /** Format: int64 */
            points?: string;
            /** @description Comma-separated; empty when no rule applies. */
            ruleId?: string;
        };
        /** @description What one rule gives for a line. */
        "omnichannel.loyalty.v1.EarnedPart": {
            /** Format: int64 */
            points?: string;
            ruleId?: string;
        };
        /** @description Tells of an event. */
        "omnichannel.loyalty.v1.EarnForEventRequest": {
            /** @description Of the member's events of this type this one, for example the review's id. */
            eventId?: string;
            /** @description As the program calls it, for example `review`. `sign_up` and `birthday` are told by Loyalty itself. */
            eventType?: string;
            memberId?: string;
            /**
             * Format: date-time
             * @description Now when absent.
             */
            occurredAt?: string;
        };
        /** @description What it earned. */
        "omnichannel.loyalty.v1.EarnForEventResponse": {
            /** @description It was told before: `points` are those of then. */
            alreadyEarned?: boolean;
            balance?: components["schemas"]["omnichannel.loyalty.v1.Balance"];
            /**
             * Format: int64
             * @description 0 when no rule names it, or its caps are used up.
             */
            points?: string;
        };
        /**
         * @description What is earned. Each rule has one of `points_per_unit`, `points_per_item`, `multiplier` and `points`.
         *
         *     A line earns by amount and by piece, times the multipliers that apply. By amount one rule counts of those whose terms it meets: the one with the greatest priority. On a tie it is the one whose id comes first in the alphabet. By piece all rules that apply add up. The order in which rules are listed never matters.
         */
        "omnichannel.loyalty.v1.EarnRule": {
            /** @description Whose caps it is under. */
            campaignId?: string;
            /** @description These and everything below them. */
            categories?: string[];
            channels?: components["schemas"]["omnichannel.type.v1.Channel"][];
            currencyCodes?: string[];
            /** Format: date-time */
            endsAt?: string;
            /** @description The event that it is for, of EarnForEvent, or `sign_up`. Empty for purchases. */
            eventType?: string;
            /** @description Only for an order whose buyer has kept nothing of another one. */
            firstOrder?: boolean;
            /** @description Terms: within one kind any, over the kinds all. An empty kind is met by every line. */
            markets?: string[];
            /** @description Decimal text, at least 1. */
            multiplier?: string;
            /**
             * Format: int64
             * @description For an order as a whole, divided over its lines in proportion to what was paid for them; or for an event.
             */
            points?: string;
            /** @description Decimal text: points for each piece that was paid for. */
            pointsPerItem?: string;
            /** @description Decimal text: points for one major unit of what the customer paid for the line. */
            pointsPerUnit?: string;
            /**
             * Format: int32
             * @description Of rates.
             */
            priority?: number;
            /** @description Unique in the document; entries name it. */
            ruleId?: string;
            skus?: string[];
            /** Format: date-time */
            startsAt?: string;
            tierIds?: string[];
            weekdays?: components["schemas"]["omnichannel.loyalty.v1.Weekday"][];
        };
        /** @description A customer to enrol. */
        "omnichannel.loyalty.v1.EnrollMemberRequest": {
            /** @description Made here when empty. */
            cardNumber?: string;
            /** @description The customer's id. */
            memberId?: string;
            /** @description `default` when empty. */
            programId?: string;
            /** @description Of the member who brought the customer (ReferralService.UseReferralCode); empty when nobody did. */
            referralCode?: string;
        };
        /** @description The member. */
        "omnichannel.loyalty.v1.EnrollMemberResponse": {
            /** @description Was one before this call. */
            alreadyMember?: boolean;
            member?: components["schemas"]["omnichannel.loyalty.v1.Member"];
        };
        /** @description A batch of customers who enrolled earlier. */
        "omnichannel.loyalty.v1.EnrollMembersRequest": {
            enrollments?: components["schemas"]["omnichannel.loyalty.v1.EnrollmentRecord"][];
            /** @description `default` when empty. */
            programId?: string;
        };
        /** @description One answer per customer, in order. */
        "omnichannel.loyalty.v1.EnrollMembersResponse": {
            results?: components["schemas"]["omnichannel.loyalty.v1.EnrollmentResult"][];
        };
        /** @description A customer who enrolled earlier. */
        "omnichannel.loyalty.v1.EnrollmentRecord": {
            /** @description Made here when empty. */
            cardNumber?: string;
            channel?: components["schemas"]["omnichannel.type.v1.Channel"];
            /** Format: date-time */
            enrolledAt?: string;
            /** @description The customer's id. */
            memberId?: string;
        };
        /** @description The answer to one customer. */
        "omnichannel.loyalty.v1.EnrollmentResult": {
            alreadyMember?: boolean;
            memberId?: string;
            /** @description Absent when enrolled. */
            refusal?: components["schemas"]["omnichannel.type.v1.Refusal"];
        };
        /**
         * @description What moved points.
         *
         *     `ENTRY_KIND_DEBT_PAID`: Earning that paid debt.
         *
         *     `ENTRY_KIND_GOODWILL`: Given because a promise about an order was broken.
         *
         *     `ENTRY_KIND_ISSUE`: Came into a wallet.
         *
         *     `ENTRY_KIND_VOID`: A gift card was called off.
         *
         *     `ENTRY_KIND_BONUS`: Something other than a purchase earned points: an event that the program names. `reason` says which.
         *
         *     `ENTRY_KIND_DEACTIVATE`: A delivery turned out to be none: its points are pending again.
         *
         *     `ENTRY_KIND_REINSTATE`: Points that expired had not to: the member had earned or redeemed in time, as became known later.
         *
         *     `ENTRY_KIND_REFERRAL`: A friend was brought, or came.
         *
         *     `ENTRY_KIND_MERGE`: Points of one who turned out to be the same person are where they are spent: out of the one's account, into the other's.
         *
         *     `ENTRY_KIND_UNMERGE`: What is left of them is back in the lot that it came from.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.EntryKind": "ENTRY_KIND_UNSPECIFIED" | "ENTRY_KIND_EARN_PENDING" | "ENTRY_KIND_ACTIVATE" | "ENTRY_KIND_HOLD" | "ENTRY_KIND_CAPTURE" | "ENTRY_KIND_RELEASE" | "ENTRY_KIND_HOLD_EXPIRED" | "ENTRY_KIND_EXPIRE" | "ENTRY_KIND_CLAWBACK" | "ENTRY_KIND_RESTORE" | "ENTRY_KIND_ADJUST" | "ENTRY_KIND_TRANSFER" | "ENTRY_KIND_DEBT_PAID" | "ENTRY_KIND_GOODWILL" | "ENTRY_KIND_ISSUE" | "ENTRY_KIND_VOID" | "ENTRY_KIND_BONUS" | "ENTRY_KIND_DEACTIVATE" | "ENTRY_KIND_REINSTATE" | "ENTRY_KIND_REFERRAL" | "ENTRY_KIND_MERGE" | "ENTRY_KIND_UNMERGE";
        /** @description Why something earned what it did. */
        "omnichannel.loyalty.v1.ExplainEarningResponse": {
            /** @description The language of the texts. */
            language?: string;
            lines?: components["schemas"]["omnichannel.loyalty.v1.ExplainedLine"][];
            /** Format: int64 */
            points?: string;
            programId?: string;
            /** Format: int32 */
            programVersion?: number;
            /** @description How fractions were rounded. */
            rounding?: string;
            /** @description The tier that the member had. */
            tierId?: string;
        };
        /** @description Why a line earned what it did. */
        "omnichannel.loyalty.v1.ExplainedLine": {
            explanation?: string;
            /** @description Empty for an event. */
            lineId?: string;
            parts?: components["schemas"]["omnichannel.loyalty.v1.ExplainedPart"][];
            /** Format: int64 */
            points?: string;
            /**
             * Format: int64
             * @description Without caps.
             */
            uncappedPoints?: string;
        };
        /** @description Why a rule gave what it did. */
        "omnichannel.loyalty.v1.ExplainedPart": {
            explanation?: string;
            /** @description Decimal text: points for each unit or piece, the multiplier, or the points of the whole bonus. */
            factor?: string;
            /** Format: int64 */
            points?: string;
            ruleId?: string;
        };
        /** @description Whole lines. */
        "omnichannel.loyalty.v1.ExportCouponsResponse": {
            /** @description number, code, state, redeemed_count, held_count. */
            csv?: string;
            /**
             * Format: int64
             * @description The number of the last code.
             */
            position?: string;
        };
        /** @description Some lines of it. */
        "omnichannel.loyalty.v1.ExportStatementResponse": {
            /** @description Lines that end with CR LF (RFC 4180, UTF-8). */
            csv?: string;
            /**
             * Format: int64
             * @description The `sequence` of the last entry in it.
             */
            position?: string;
        };
        /** @description By what a member showed or said. */
        "omnichannel.loyalty.v1.FindMemberRequest": {
            /** @description As typed. At most one of cardNumber, scan, phone is set. */
            cardNumber?: string;
            /** @description Also answers what the points pay in this currency. */
            currencyCode?: string;
            /** @description As said; with its country, or dialled in `region_code`. At most one of cardNumber, scan, phone is set. */
            phone?: string;
            /** @description ISO 3166-1 alpha-2. */
            regionCode?: string;
            /** @description As a scanner read it: what the app shows, or a card's bar code. At most one of cardNumber, scan, phone is set. */
            scan?: string;
        };
        /** @description The member. */
        "omnichannel.loyalty.v1.FindMemberResponse": {
            member?: components["schemas"]["omnichannel.loyalty.v1.FoundMember"];
        };
        /** @description What a till needs of a member, and no more. */
        "omnichannel.loyalty.v1.FoundMember": {
            /** @description What the active points pay; absent when no currency is named. */
            activeValue?: components["schemas"]["omnichannel.type.v1.Money"];
            balance?: components["schemas"]["omnichannel.loyalty.v1.Balance"];
            /** @description The last four characters of the card's number, for the customer to compare. */
            cardEnding?: string;
            /** @description Their own that can be used now, on whatever they are for: of the 50 that were issued last, the latest first. Holding one needs the member's presence. */
            coupons?: components["schemas"]["omnichannel.loyalty.v1.Coupon"][];
            memberId?: string;
            /**
             * Format: int64
             * @description Fewest points that can be redeemed at once.
             */
            minimumRedemption?: string;
            programId?: string;
            tierId?: string;
        };
        /** @description A balance. */
        "omnichannel.loyalty.v1.GetBalanceResponse": {
            /** @description What the active points pay; absent when the currency is not named or not redeemable. */
            activeValue?: components["schemas"]["omnichannel.type.v1.Money"];
            balance?: components["schemas"]["omnichannel.loyalty.v1.Balance"];
            /** Format: int64 */
            version?: string;
        };
        /** @description A campaign. */
        "omnichannel.loyalty.v1.GetCampaignResponse": {
            campaign?: components["schemas"]["omnichannel.loyalty.v1.CouponCampaign"];
        };
        /** @description A mint. */
        "omnichannel.loyalty.v1.GetCouponMintResponse": {
            mint?: components["schemas"]["omnichannel.loyalty.v1.CouponMint"];
        };
        /** @description A coupon. */
        "omnichannel.loyalty.v1.GetCouponResponse": {
            coupon?: components["schemas"]["omnichannel.loyalty.v1.Coupon"];
        };
        /** @description A member. */
        "omnichannel.loyalty.v1.GetMemberResponse": {
            member?: components["schemas"]["omnichannel.loyalty.v1.Member"];
        };
        /** @description A line for each month. */
        "omnichannel.loyalty.v1.GetMovementReportResponse": {
            months?: components["schemas"]["omnichannel.loyalty.v1.MonthMovement"][];
        };
        /** @description A version of a program. */
        "omnichannel.loyalty.v1.GetProgramResponse": {
            /** @description As it was published, to the byte. */
            document?: string;
            program?: components["schemas"]["omnichannel.loyalty.v1.LoyaltyProgram"];
        };
        /** @description A referral. */
        "omnichannel.loyalty.v1.GetReferralResponse": {
            referral?: components["schemas"]["omnichannel.loyalty.v1.Referral"];
        };
        /** @description What the shop owes. */
        "omnichannel.loyalty.v1.GetWalletLiabilityResponse": {
            /** @description By currency, in their order. */
            liabilities?: components["schemas"]["omnichannel.loyalty.v1.WalletLiability"][];
        };
        /** @description A wallet. */
        "omnichannel.loyalty.v1.GetWalletResponse": {
            wallet?: components["schemas"]["omnichannel.loyalty.v1.Wallet"];
        };
        /** @description What one side got; nothing of it when nothing was given. */
        "omnichannel.loyalty.v1.GivenReward": {
            couponCode?: string;
            /** Format: int64 */
            points?: string;
        };
        /** @description Goods: any of these categories with everything below them, and any of these skus. */
        "omnichannel.loyalty.v1.GoodsTerms": {
            categories?: string[];
            skus?: string[];
        };
        /** @description Points and coupons to set aside. */
        "omnichannel.loyalty.v1.HoldPointsRequest": {
            /** @description At most 32; with the lines that they are for. */
            couponCodes?: string[];
            /** @description Also answers what the points pay in this currency. Needed with lines. */
            currencyCode?: string;
            /** @description What is to be sold, promotions taken off. */
            lines?: components["schemas"]["omnichannel.loyalty.v1.BasketLine"][];
            market?: string;
            /** @description Empty at a till without a member. */
            memberId?: string;
            /**
             * Format: int64
             * @description At least 1; 0 with coupons alone.
             */
            points?: string;
            /** @description Of a till: of TillService.ProvePresence. */
            presenceId?: string;
            /** @description What it is for, in the caller's terms, for example a till's receipt number. */
            reference?: string;
            /** @description How long at most; 15 minutes when absent, up to 24 hours. */
            timeToLive?: string;
        };
        /** @description The hold, and what it takes off. */
        "omnichannel.loyalty.v1.HoldPointsResponse": {
            /** @description Absent without a member. */
            balance?: components["schemas"]["omnichannel.loyalty.v1.Balance"];
            coupons?: components["schemas"]["omnichannel.loyalty.v1.CouponDiscount"][];
            hold?: components["schemas"]["omnichannel.loyalty.v1.PointsHold"];
            /** @description What the points pay of each line, after coupons; none without lines. A sale's record says the same (OrderRecordLine). */
            pointsShares?: components["schemas"]["omnichannel.loyalty.v1.PointsShare"][];
        };
        /**
         * @description Where a hold stands. It resolves once.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.HoldState": "HOLD_STATE_UNSPECIFIED" | "HOLD_STATE_HELD" | "HOLD_STATE_CAPTURED" | "HOLD_STATE_RELEASED" | "HOLD_STATE_EXPIRED";
        /** @description Money to put aside. */
        "omnichannel.loyalty.v1.HoldWalletRequest": {
            /** @description Positive. */
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description What it is for, in the caller's terms, for example a till's receipt number. */
            reference?: string;
            /** @description How long at most; 15 minutes when absent, up to 24 hours. */
            timeToLive?: string;
            walletId?: string;
        };
        /** @description The hold. */
        "omnichannel.loyalty.v1.HoldWalletResponse": {
            hold?: components["schemas"]["omnichannel.loyalty.v1.WalletHold"];
            wallet?: components["schemas"]["omnichannel.loyalty.v1.Wallet"];
        };
        /** @description Coupons to issue. */
        "omnichannel.loyalty.v1.IssueCouponsRequest": {
            /** @description These codes, at most 1,000, */
            codes?: string[];
            /**
             * Format: int32
             * @description or so many made here, at most 1,000.
             */
            count?: number;
            terms?: components["schemas"]["omnichannel.loyalty.v1.CouponTerms"];
        };
        /** @description The issued coupons. */
        "omnichannel.loyalty.v1.IssueCouponsResponse": {
            coupons?: components["schemas"]["omnichannel.loyalty.v1.Coupon"][];
        };
        /** @description A card to make. */
        "omnichannel.loyalty.v1.IssueGiftCardRequest": {
            /** @description What it will be worth; positive. */
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            market?: string;
        };
        /** @description The card. */
        "omnichannel.loyalty.v1.IssueGiftCardResponse": {
            wallet?: components["schemas"]["omnichannel.loyalty.v1.Wallet"];
        };
        /** @description Store credit to give. */
        "omnichannel.loyalty.v1.IssueStoreCreditRequest": {
            /** @description Positive. */
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            customerId?: string;
            market?: string;
            /** @description Why, in words. */
            reason?: string;
        };
        /** @description The customer's wallet after it. */
        "omnichannel.loyalty.v1.IssueStoreCreditResponse": {
            wallet?: components["schemas"]["omnichannel.loyalty.v1.Wallet"];
        };
        /**
         * @description The accounts of a member's ledger. Together they are always zero.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.LedgerAccount": "LEDGER_ACCOUNT_UNSPECIFIED" | "LEDGER_ACCOUNT_ISSUANCE" | "LEDGER_ACCOUNT_PENDING" | "LEDGER_ACCOUNT_ACTIVE" | "LEDGER_ACCOUNT_HELD" | "LEDGER_ACCOUNT_REDEEMED" | "LEDGER_ACCOUNT_EXPIRED" | "LEDGER_ACCOUNT_DEBT";
        /** @description One immutable line of a member's ledger. Its postings add up to zero. */
        "omnichannel.loyalty.v1.LedgerEntry": {
            actor?: components["schemas"]["omnichannel.type.v1.Actor"];
            /**
             * Format: date-time
             * @description When it counts; may lie before `recorded_at` for imports.
             */
            effectiveAt?: string;
            entryId?: string;
            /**
             * Format: date-time
             * @description Of the lot, for earnings.
             */
            expiresAt?: string;
            /** @description SHA-256 over this entry and the hash of the one before. The service's README says how to make it again. */
            hash?: string;
            holdId?: string;
            kind?: components["schemas"]["omnichannel.loyalty.v1.EntryKind"];
            /** @description The lot that it is about, when it is about one: what an adjustment gave, or what a returned line had earned. */
            lotId?: string;
            /** @description Which lots it moved, and so which lines of orders it is about: an entry may be about several. */
            lots?: components["schemas"]["omnichannel.loyalty.v1.LotPoints"][];
            /** @description What it is about, as far as it is. */
            orderId?: string;
            origin?: components["schemas"]["omnichannel.type.v1.Origin"];
            /**
             * Format: int64
             * @description Positive.
             */
            points?: string;
            postings?: components["schemas"]["omnichannel.loyalty.v1.Posting"][];
            /** Format: int32 */
            programVersion?: number;
            /** @description Of an adjustment; empty once it was erased. */
            reason?: string;
            /** Format: date-time */
            recordedAt?: string;
            returnId?: string;
            /** @description The rule and program version that an earning was made under. */
            ruleId?: string;
            /**
             * Format: int64
             * @description Active points after this entry, in the order of `sequence`.
             */
            runningActive?: string;
            /**
             * Format: int64
             * @description Active and pending points after this entry, in the order of `sequence`.
             */
            runningTotal?: string;
            /**
             * Format: int64
             * @description Counts the member's entries from 1, in the order in which they were posted.
             */
            sequence?: string;
        };
        /** @description Something that does not follow from what it must follow from. */
        "omnichannel.loyalty.v1.LedgerFinding": {
            expected?: string;
            /** @description Which field. `hash` where an entry is not what was posted, or not in its place; `seal` where a row was changed by hand. */
            field?: string;
            found?: string;
            /** @description Which row: the fields of its key, with a slash between. */
            key?: string;
            /** @description Where, in the words of the service's schema. */
            table?: string;
        };
        /** @description What was proved. */
        "omnichannel.loyalty.v1.LedgerProof": {
            /** @description Totals of all members, per account, from the entries. */
            accounts?: components["schemas"]["omnichannel.loyalty.v1.Posting"][];
            /** @description Of one member: the hash of the last entry. Who keeps it can tell later whether what lies before it was changed (LedgerEntry.hash). */
            chainHead?: string;
            /** Format: int64 */
            entries?: string;
            /** Format: int64 */
            findings?: string;
            /** Format: int64 */
            members?: string;
            /**
             * Format: int64
             * @description Sum of all postings; zero.
             */
            sum?: string;
            /** @description Nothing was found. */
            valid?: boolean;
        };
        /** @description A line's part of a sum. */
        "omnichannel.loyalty.v1.LineShare": {
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            lineId?: string;
        };
        /** @description A page of adjustments. */
        "omnichannel.loyalty.v1.ListAdjustmentsResponse": {
            adjustments?: components["schemas"]["omnichannel.loyalty.v1.Adjustment"][];
            /** @description Empty on the last page. */
            nextPageToken?: string;
        };
        /** @description A page of mints. */
        "omnichannel.loyalty.v1.ListCouponMintsResponse": {
            mints?: components["schemas"]["omnichannel.loyalty.v1.CouponMint"][];
            nextPageToken?: string;
        };
        /** @description A page of a statement. */
        "omnichannel.loyalty.v1.ListEntriesResponse": {
            entries?: components["schemas"]["omnichannel.loyalty.v1.LedgerEntry"][];
            /** @description Empty on the last page. */
            nextPageToken?: string;
        };
        /** @description A page of lots. */
        "omnichannel.loyalty.v1.ListLotsResponse": {
            lots?: components["schemas"]["omnichannel.loyalty.v1.Lot"][];
            /** @description Empty on the last page. */
            nextPageToken?: string;
        };
        /** @description A page of them. */
        "omnichannel.loyalty.v1.ListReferralsResponse": {
            /** @description Empty on the last page. */
            nextPageToken?: string;
            referrals?: components["schemas"]["omnichannel.loyalty.v1.Referral"][];
        };
        /** @description A customer's wallets, the oldest first. */
        "omnichannel.loyalty.v1.ListWalletsResponse": {
            wallets?: components["schemas"]["omnichannel.loyalty.v1.Wallet"][];
        };
        /** @description Asks for a card. */
        "omnichannel.loyalty.v1.LookUpGiftCardRequest": {
            code?: string;
            pin?: string;
        };
        /** @description The card. */
        "omnichannel.loyalty.v1.LookUpGiftCardResponse": {
            wallet?: components["schemas"]["omnichannel.loyalty.v1.Wallet"];
        };
        /** @description Points that were issued together. Issued is the sum of all that follows it. */
        "omnichannel.loyalty.v1.Lot": {
            /**
             * Format: date-time
             * @description When they became active, or will; absent while the order is on its way.
             */
            activatesAt?: string;
            /** Format: int64 */
            active?: string;
            /** @description Of an event that earned them, as ExplainEarning takes it; empty for other sources. */
            eventId?: string;
            /** Format: int64 */
            expired?: string;
            /**
             * Format: date-time
             * @description When what is active lapses; absent for never, and while that is not known.
             */
            expiresAt?: string;
            /** Format: int64 */
            held?: string;
            /**
             * Format: int32
             * @description That moves when the member earns or redeems: to so many months later. 0 when it stays.
             */
            inactiveMonths?: number;
            /** Format: int64 */
            issued?: string;
            /** Format: date-time */
            issuedAt?: string;
            lineId?: string;
            lotId?: string;
            /** @description The order and its line that earned them; empty for other sources. */
            orderId?: string;
            /** @description The lot of somebody who was merged into the member that they came from; empty for the member's own. */
            originLotId?: string;
            /** @description The lot whose points these were before they were spent and given back, to live longer than the rest of it. */
            partOfLotId?: string;
            /** Format: int64 */
            pending?: string;
            /** Format: int32 */
            programVersion?: number;
            /** @description The rule and program version that they were earned under; empty and 0 for other sources. */
            ruleId?: string;
            source?: components["schemas"]["omnichannel.loyalty.v1.LotSource"];
            /** Format: int64 */
            spent?: string;
            /**
             * Format: int64
             * @description Because goods came back, or because they are in their origin's account again.
             */
            takenBack?: string;
            /**
             * Format: int64
             * @description Paid a debt, was taken or moved by hand, or lives on as a lot of its own.
             */
            withdrawn?: string;
        };
        /** @description What an entry moved in one lot. */
        "omnichannel.loyalty.v1.LotPoints": {
            /** @description Of the order line that earned the lot; empty where none did. */
            lineId?: string;
            lotId?: string;
            /**
             * Format: int64
             * @description Positive.
             */
            points?: string;
        };
        /**
         * @description How a lot came to be.
         *
         *     `LOT_SOURCE_ORDER`: A line of an order.
         *
         *     `LOT_SOURCE_ADJUSTMENT`: By hand.
         *
         *     `LOT_SOURCE_TRANSFER`: From another member.
         *
         *     `LOT_SOURCE_GOODWILL`: A promise that was broken.
         *
         *     `LOT_SOURCE_ISSUE`: Money that came into a wallet.
         *
         *     `LOT_SOURCE_BONUS`: Something other than a purchase.
         *
         *     `LOT_SOURCE_REFERRAL`: A friend who was brought, or came.
         *
         *     `LOT_SOURCE_MERGE`: Somebody who turned out to be the same person: `origin_lot_id` says where they lay.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.LotSource": "LOT_SOURCE_UNSPECIFIED" | "LOT_SOURCE_ORDER" | "LOT_SOURCE_ADJUSTMENT" | "LOT_SOURCE_TRANSFER" | "LOT_SOURCE_GOODWILL" | "LOT_SOURCE_ISSUE" | "LOT_SOURCE_BONUS" | "LOT_SOURCE_REFERRAL" | "LOT_SOURCE_MERGE";
        /**
         * @description Where points of a lot are.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.LotState": "LOT_STATE_UNSPECIFIED" | "LOT_STATE_PENDING" | "LOT_STATE_ACTIVE" | "LOT_STATE_HELD" | "LOT_STATE_SPENT" | "LOT_STATE_EXPIRED";
        /** @description How points are earned, kept, spent and lost: one version of a document. An earning stays under the version in force at its time. */
        "omnichannel.loyalty.v1.LoyaltyProgram": {
            /**
             * Format: int32
             * @description Days until an adjustment that nobody decides lapses; 7 when 0.
             */
            approvalDays?: number;
            /**
             * Format: int64
             * @description Given at once to the member of an order for each of its promises that is broken. Once for each, and not taken back when late evidence says that it was kept. The order's version decides. 0 for none.
             */
            brokenPromisePoints?: string;
            /**
             * Format: int64
             * @description The most points of a member that may be held at tills in a day on the scan of a card alone, in days of `time_zone`. Whoever has seen a card's number can have its bar code. 0 for none.
             */
            cardPointsPerDay?: string;
            /** @description How the multipliers of one line combine. */
            combineMultipliers?: components["schemas"]["omnichannel.loyalty.v1.MultiplierCombining"];
            /** @description The most points that are earned. */
            earnCaps?: components["schemas"]["omnichannel.loyalty.v1.EarnCap"][];
            earnRules?: components["schemas"]["omnichannel.loyalty.v1.EarnRule"][];
            /**
             * Format: date-time
             * @description Purchases from here on are under this version. The latest date that has come decides, not the highest version. Of two with one date it is the later version.
             *
             *     Not in the past: within five minutes it is the time of publishing. A version of an import (`origin` HISTORICAL) may lie in the past.
             */
            effectiveFrom?: string;
            /** @description Goods that earn nothing. */
            excludedFromEarning?: components["schemas"]["omnichannel.loyalty.v1.GoodsTerms"];
            /** @description Goods that points do not pay. */
            excludedFromRedemption?: components["schemas"]["omnichannel.loyalty.v1.GoodsTerms"];
            /** @description All points of a year expire on one day; absent for no such rule. */
            expiryCalendar?: components["schemas"]["omnichannel.loyalty.v1.CalendarExpiry"];
            /**
             * Format: int32
             * @description Days after activation until points expire; 0 for no such rule. Of this, `expiry_calendar` and `expiry_inactive_months` at most one is set; without, points never expire.
             */
            expiryDays?: number;
            /**
             * Format: int32
             * @description Months without earning or redeeming (entries EARN_PENDING, BONUS and CAPTURE), after which points expire; 0 for no such rule. Each such entry moves the end of all points that were earned under such a rule.
             */
            expiryInactiveMonths?: number;
            /**
             * Format: int32
             * @description How many days before points expire their member is told; 0 for not.
             */
            expiryNoticeDays?: number;
            /**
             * Format: int32
             * @description The most of a basket's goods that points pay, in percent.
             */
            maxRedemptionPercent?: number;
            /**
             * Format: int64
             * @description Fewest points that can be redeemed at once.
             */
            minimumRedemption?: string;
            /**
             * Format: int32
             * @description Days after delivery until earned points become active.
             */
            pendingDays?: number;
            /** @description What pending points wait for. */
            pendingUntil?: components["schemas"]["omnichannel.loyalty.v1.PendingUntil"];
            /** @description What points are called. */
            pointsName?: components["schemas"]["omnichannel.type.v1.LocalizedText"];
            /** @description Chosen by the merchant, for example `default`. */
            programId?: string;
            redemptionRates?: components["schemas"]["omnichannel.loyalty.v1.RedemptionRate"][];
            /** @description What it gives for friends whom members bring; absent when it gives nothing. */
            referral?: components["schemas"]["omnichannel.loyalty.v1.ReferralTerms"];
            /**
             * Format: int32
             * @description Days that restored points live at least, when their lot had expired or soon would. They live to the end of that day, and only the restored ones. The version in force when the goods came back decides. 0 for no grace.
             */
            restoreGraceDays?: number;
            /** @description What else points are redeemed for (CouponService.RedeemReward). */
            rewards?: components["schemas"]["omnichannel.loyalty.v1.Reward"][];
            rounding?: components["schemas"]["omnichannel.loyalty.v1.PointRounding"];
            /** @description What is rounded to whole points, and how. */
            roundPer?: components["schemas"]["omnichannel.loyalty.v1.RoundingUnit"];
            /** @description What staff may give, take or hold by hand, one for each role. A role that is not listed does nothing alone. None: as in the program that exists from the start. */
            staffLimits?: components["schemas"]["omnichannel.loyalty.v1.StaffLimit"][];
            /** @description Ascending by threshold; the first one's is 0. */
            tiers?: components["schemas"]["omnichannel.loyalty.v1.Tier"][];
            /** @description In which days begin and end. */
            timeZone?: string;
            /**
             * Format: int32
             * @description Set at publishing: 1, 2, 3, ...
             */
            version?: number;
        };
        /** @description Asks for a member's code. */
        "omnichannel.loyalty.v1.MakeReferralCodeRequest": {
            memberId?: string;
        };
        /** @description The code, and what it promises. */
        "omnichannel.loyalty.v1.MakeReferralCodeResponse": {
            /** @description 10 letters and digits, the last of which proves the others. */
            referralCode?: string;
            terms?: components["schemas"]["omnichannel.loyalty.v1.ReferralTerms"];
        };
        /** @description A customer who enrolled. Its id is the customer's id. */
        "omnichannel.loyalty.v1.Member": {
            balance?: components["schemas"]["omnichannel.loyalty.v1.Balance"];
            /** @description As printed on a card; unique. Stores' staff and tills see the last four characters only, unless the member enrols with them. */
            cardNumber?: string;
            /** Format: date-time */
            enrolledAt?: string;
            enrolledChannel?: components["schemas"]["omnichannel.type.v1.Channel"];
            memberId?: string;
            nextTier?: components["schemas"]["omnichannel.loyalty.v1.TierProgress"];
            programId?: string;
            /**
             * Format: date-time
             * @description When the tier will be lost unless more is earned; absent when nothing threatens it.
             */
            tierAtRiskAt?: string;
            tierId?: string;
            /** Format: date-time */
            tierSince?: string;
            /**
             * Format: int64
             * @description Raised by every entry; resumes WatchBalance.
             */
            version?: string;
        };
        /** @description The least that an order must come to, as far as its goods are kept. */
        "omnichannel.loyalty.v1.MinimumOrder": {
            /** Format: int64 */
            amountMinor?: string;
            currencyCode?: string;
        };
        /** @description Codes to make. */
        "omnichannel.loyalty.v1.MintCouponsRequest": {
            /**
             * Format: int64
             * @description 1 to 1,000,000.
             */
            count?: string;
            /** @description Of each code: up to 8 of the characters that codes are made of. */
            prefix?: string;
            terms?: components["schemas"]["omnichannel.loyalty.v1.CouponTerms"];
        };
        /** @description What was begun. */
        "omnichannel.loyalty.v1.MintCouponsResponse": {
            mint?: components["schemas"]["omnichannel.loyalty.v1.CouponMint"];
        };
        /** @description How the balance of all members changed in a month. */
        "omnichannel.loyalty.v1.MonthMovement": {
            /**
             * Format: int64
             * @description By hand: given less taken.
             */
            adjusted?: string;
            breakage?: components["schemas"]["omnichannel.loyalty.v1.Breakage"];
            /** Format: int64 */
            closing?: string;
            /**
             * Format: int64
             * @description By orders, and by whatever else the program names.
             */
            earned?: string;
            /** Format: int64 */
            expired?: string;
            /**
             * Format: int64
             * @description For promises that were broken.
             */
            goodwill?: string;
            /** @description `2026-03`. */
            month?: string;
            /** Format: int64 */
            opening?: string;
            /**
             * Format: int64
             * @description Given back because what they had paid came back.
             */
            restored?: string;
            /** Format: int64 */
            spent?: string;
            /**
             * Format: int64
             * @description Because what had earned them came back.
             */
            takenBack?: string;
            /** @description What is counted: `points`. */
            unit?: string;
        };
        /**
         * @description How several multipliers of one line combine.
         *
         *     `MULTIPLIER_COMBINING_PRODUCT`: 1.5 and 2 are 3.
         *
         *     `MULTIPLIER_COMBINING_SUM`: Each adds what it adds alone: 1.5 and 2 are 2.5.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.MultiplierCombining": "MULTIPLIER_COMBINING_UNSPECIFIED" | "MULTIPLIER_COMBINING_PRODUCT" | "MULTIPLIER_COMBINING_SUM";
        /**
         * @description What pending points wait for.
         *
         *     `PENDING_UNTIL_DAYS`: `pending_days` after the delivery.
         *
         *     `PENDING_UNTIL_RETURN_WINDOW`: The end of the line's return window, as Returns tells it, wherever that moves; where a line has none, the days. What became active stays so.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.PendingUntil": "PENDING_UNTIL_UNSPECIFIED" | "PENDING_UNTIL_DAYS" | "PENDING_UNTIL_RETURN_WINDOW";
        /**
         * @description How fractions of a point are rounded.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.PointRounding": "POINT_ROUNDING_UNSPECIFIED" | "POINT_ROUNDING_DOWN" | "POINT_ROUNDING_HALF_EVEN";
        /** @description Points that are set aside for something. */
        "omnichannel.loyalty.v1.PointsHold": {
            /**
             * Format: int64
             * @description Taken of them, once CAPTURED; the rest went back.
             */
            capturedPoints?: string;
            /** Format: date-time */
            createdAt?: string;
            /** Format: date-time */
            expiresAt?: string;
            holdId?: string;
            memberId?: string;
            /** @description What it was captured for, of a till's or a checkout's hold. */
            orderId?: string;
            /** Format: int64 */
            points?: string;
            /** @description What it is for, in the caller's terms. */
            reference?: string;
            /** Format: date-time */
            resolvedAt?: string;
            state?: components["schemas"]["omnichannel.loyalty.v1.HoldState"];
            /** @description What they pay, when a currency was named. */
            value?: components["schemas"]["omnichannel.type.v1.Money"];
        };
        /** @description A line's part of the points. */
        "omnichannel.loyalty.v1.PointsShare": {
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            lineId?: string;
            /** Format: int64 */
            points?: string;
        };
        /** @description Points that came to (positive) or left (negative) an account. */
        "omnichannel.loyalty.v1.Posting": {
            account?: components["schemas"]["omnichannel.loyalty.v1.LedgerAccount"];
            /** Format: int64 */
            points?: string;
        };
        /** @description A member is at a store's till. */
        "omnichannel.loyalty.v1.Presence": {
            /** Format: date-time */
            expiresAt?: string;
            kind?: components["schemas"]["omnichannel.loyalty.v1.PresenceKind"];
            /** @description For HoldPoints. */
            presenceId?: string;
        };
        /**
         * @description What proves a presence.
         *
         *     `PRESENCE_KIND_CODE`: A code of the member's app.
         *
         *     `PRESENCE_KIND_CARD`: The scan of a card, or of a picture of it.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.PresenceKind": "PRESENCE_KIND_UNSPECIFIED" | "PRESENCE_KIND_CODE" | "PRESENCE_KIND_CARD";
        /** @description What a member shows. */
        "omnichannel.loyalty.v1.ProvePresenceRequest": {
            /** @description At most one of scan, code is set. */
            code?: components["schemas"]["omnichannel.loyalty.v1.ToldCode"];
            /** @description Also answers what the points pay in this currency. */
            currencyCode?: string;
            /** @description As a scanner read it: what the app shows, or a card's bar code. At most one of scan, code is set. */
            scan?: string;
        };
        /** @description The proof, and whose it is. */
        "omnichannel.loyalty.v1.ProvePresenceResponse": {
            /**
             * Format: int64
             * @description Points that can still be held on cards today, of a CARD.
             */
            cardPointsLeft?: string;
            member?: components["schemas"]["omnichannel.loyalty.v1.FoundMember"];
            presence?: components["schemas"]["omnichannel.loyalty.v1.Presence"];
        };
        /** @description Asks for what codes are made with. */
        "omnichannel.loyalty.v1.ProvisionMemberCodeRequest": {
            memberId?: string;
        };
        /** @description What codes are made with. */
        "omnichannel.loyalty.v1.ProvisionMemberCodeResponse": {
            /** Format: int32 */
            digits?: number;
            /**
             * Format: date-time
             * @description Tells the clock of the app how wrong it is.
             */
            now?: string;
            /** Format: int32 */
            periodSeconds?: number;
            /** @description Goes before the code in what the app shows: `M1.`, the card's number, a dot. */
            scanPrefix?: string;
            /** @description Base32 by RFC 4648, without padding: 32 bytes. */
            secret?: string;
            /** @description The same for apps that read such URIs: `otpauth://totp/…`. */
            uri?: string;
        };
        /** @description A program document to publish. */
        "omnichannel.loyalty.v1.PublishProgramRequest": {
            /** @description At most 1,000,000 characters. */
            document?: string;
            /** @description HISTORICAL for a version of an imported past, which may be in force from a time that is past; LIVE otherwise. */
            origin?: components["schemas"]["omnichannel.type.v1.Origin"];
        };
        /** @description The published version. */
        "omnichannel.loyalty.v1.PublishProgramResponse": {
            program?: components["schemas"]["omnichannel.loyalty.v1.LoyaltyProgram"];
        };
        /** @description What a coupon would do for a basket by itself. One of discount and refusal. */
        "omnichannel.loyalty.v1.QualifiedCoupon": {
            code?: string;
            discount?: components["schemas"]["omnichannel.loyalty.v1.CouponDiscount"];
            /** @description Why it cannot be used: the reasons of HoldService.PlaceCheckoutHold. */
            refusal?: components["schemas"]["omnichannel.type.v1.Refusal"];
        };
        /** @description A basket to use coupons on. */
        "omnichannel.loyalty.v1.QualifyCouponsRequest": {
            /** @description At most 32, in any order. */
            couponCodes?: string[];
            currencyCode?: string;
            lines?: components["schemas"]["omnichannel.loyalty.v1.BasketLine"][];
            market?: string;
            /** @description A customer's or guest's id. */
            ownerId?: string;
            /** @description Of staff and tills; of a shopper the token says it. */
            ownerIsGuest?: boolean;
            /** @description Before coupons. */
            shipping?: components["schemas"]["omnichannel.type.v1.Money"];
        };
        /** @description Which coupons the basket could use. */
        "omnichannel.loyalty.v1.QualifyCouponsResponse": {
            /** @description Those that a checkout would hold now, and what each takes off then. */
            best?: components["schemas"]["omnichannel.loyalty.v1.CouponDiscount"][];
            /** @description In the order of the codes. */
            coupons?: components["schemas"]["omnichannel.loyalty.v1.QualifiedCoupon"][];
        };
        /** @description By what a till's sale is told from all others, as in OrderRecord. */
        "omnichannel.loyalty.v1.Receipt": {
            externalId?: string;
            /** @description The system that numbers; empty for the till itself. */
            source?: string;
        };
        /** @description A reward to have. */
        "omnichannel.loyalty.v1.RedeemRewardRequest": {
            memberId?: string;
            rewardId?: string;
        };
        /** @description The coupon, and the points that are left. */
        "omnichannel.loyalty.v1.RedeemRewardResponse": {
            balance?: components["schemas"]["omnichannel.loyalty.v1.Balance"];
            coupon?: components["schemas"]["omnichannel.loyalty.v1.Coupon"];
        };
        /** @description What points pay. */
        "omnichannel.loyalty.v1.RedemptionRate": {
            /**
             * Format: int64
             * @description are worth so many minor units; fractions round down.
             */
            amountMinor?: string;
            currencyCode?: string;
            /**
             * Format: int64
             * @description So many points
             */
            points?: string;
        };
        /** @description A friend whom a member brought, and what became of it. */
        "omnichannel.loyalty.v1.Referral": {
            /**
             * Format: date-time
             * @description Before when the friend's order must be placed.
             */
            endsAt?: string;
            /** @description A customer. Only staff see who the friend is. */
            friendId?: string;
            /** @description What the friend got. Only staff see it. */
            friendReward?: components["schemas"]["omnichannel.loyalty.v1.GivenReward"];
            /** Format: date-time */
            linkedAt?: string;
            /** @description The friend's order that counts. Only staff see it. */
            orderId?: string;
            /** @description Unspecified when there is nothing to say. */
            reason?: components["schemas"]["omnichannel.loyalty.v1.ReferralReason"];
            referralId?: string;
            /** @description Who brought the friend. */
            referrerId?: string;
            /** @description What the referrer got. */
            referrerReward?: components["schemas"]["omnichannel.loyalty.v1.GivenReward"];
            /**
             * Format: date-time
             * @description QUALIFIED: when it will be rewarded, as far as that is known. REWARDED, TAKEN_BACK: when it was.
             */
            rewardedAt?: string;
            state?: components["schemas"]["omnichannel.loyalty.v1.ReferralState"];
        };
        /**
         * @description Why it is in that state.
         *
         *     `REFERRAL_REASON_BOUGHT_BEFORE`: REFUSED: the friend bought something before.
         *
         *     `REFERRAL_REASON_SAME_ADDRESS`: REFUSED: both have goods sent to one address.
         *
         *     `REFERRAL_REASON_SAME_PAYMENT`: REFUSED: both pay with one means of payment.
         *
         *     `REFERRAL_REASON_SAME_DEVICE`: REFUSED: both use one device.
         *
         *     `REFERRAL_REASON_SAME_CONTACT`: REFUSED: both are reached at one e-mail address or phone number.
         *
         *     `REFERRAL_REASON_BELOW_MINIMUM`: LINKED, LAPSED: what the friend kept of the orders is less than the program asks for.
         *
         *     `REFERRAL_REASON_CAP_REACHED`: REWARDED: the referrer was rewarded for as many friends as the program says.
         *
         *     `REFERRAL_REASON_ORDER_RETURNED`: TAKEN_BACK: what the friend kept of the order is less than the program asks for.
         *
         *     `REFERRAL_REASON_SAME_PERSON`: REFUSED: both turned out to be one person.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.ReferralReason": "REFERRAL_REASON_UNSPECIFIED" | "REFERRAL_REASON_BOUGHT_BEFORE" | "REFERRAL_REASON_SAME_ADDRESS" | "REFERRAL_REASON_SAME_PAYMENT" | "REFERRAL_REASON_SAME_DEVICE" | "REFERRAL_REASON_SAME_CONTACT" | "REFERRAL_REASON_BELOW_MINIMUM" | "REFERRAL_REASON_CAP_REACHED" | "REFERRAL_REASON_ORDER_RETURNED" | "REFERRAL_REASON_SAME_PERSON";
        /** @description What one side of a referral gets: points or a coupon, or nothing. */
        "omnichannel.loyalty.v1.ReferralReward": {
            coupon?: components["schemas"]["omnichannel.loyalty.v1.RewardCoupon"];
            /** Format: int64 */
            points?: string;
        };
        /**
         * @description How far it is with a friend.
         *
         *     `REFERRAL_STATE_LINKED`: The friend has no order yet that is enough.
         *
         *     `REFERRAL_STATE_QUALIFIED`: The friend has one: it waits until it can be returned no more.
         *
         *     `REFERRAL_STATE_REWARDED`: Both have what the program gives; the friend alone when the reason is CAP_REACHED.
         *
         *     `REFERRAL_STATE_REFUSED`: It earns nothing, for good.
         *
         *     `REFERRAL_STATE_LAPSED`: The time for the friend's order is over. News of one that was placed in time still counts.
         *
         *     `REFERRAL_STATE_TAKEN_BACK`: The goods came back after all: points were taken back, and a coupon that was not used was stopped.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.ReferralState": "REFERRAL_STATE_UNSPECIFIED" | "REFERRAL_STATE_LINKED" | "REFERRAL_STATE_QUALIFIED" | "REFERRAL_STATE_REWARDED" | "REFERRAL_STATE_REFUSED" | "REFERRAL_STATE_LAPSED" | "REFERRAL_STATE_TAKEN_BACK";
        /** @description What a program gives for a friend whom a member brings. The version in force when the friend was linked decides. */
        "omnichannel.loyalty.v1.ReferralTerms": {
            friend?: components["schemas"]["omnichannel.loyalty.v1.ReferralReward"];
            /**
             * Format: int32
             * @description Days of 24 hours in which the friend's order must be placed.
             */
            friendDays?: number;
            /** @description What the friend must keep of an order, by currency; none for any order. */
            minimumOrders?: components["schemas"]["omnichannel.loyalty.v1.MinimumOrder"][];
            /**
             * Format: int64
             * @description For how many friends a member is rewarded in a period. The friend gets theirs beyond it, too.
             */
            mostRewards?: string;
            period?: components["schemas"]["omnichannel.loyalty.v1.CapPeriod"];
            referrer?: components["schemas"]["omnichannel.loyalty.v1.ReferralReward"];
        };
        /** @description Spent money to give back. */
        "omnichannel.loyalty.v1.RefundToWalletRequest": {
            /** @description Positive. */
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            holdId?: string;
            /** @description Names the refund, for ever. */
            refundId?: string;
            walletId?: string;
        };
        /** @description The hold after it. */
        "omnichannel.loyalty.v1.RefundToWalletResponse": {
            hold?: components["schemas"]["omnichannel.loyalty.v1.WalletHold"];
            wallet?: components["schemas"]["omnichannel.loyalty.v1.Wallet"];
        };
        /** @description A hold to release. */
        "omnichannel.loyalty.v1.ReleaseHoldRequest": {
            holdId?: string;
            /** @description Empty at a till without a member. */
            memberId?: string;
        };
        /** @description The released hold. */
        "omnichannel.loyalty.v1.ReleaseHoldResponse": {
            /** @description Absent without a member. */
            balance?: components["schemas"]["omnichannel.loyalty.v1.Balance"];
            hold?: components["schemas"]["omnichannel.loyalty.v1.PointsHold"];
        };
        /** @description A hold to give back. */
        "omnichannel.loyalty.v1.ReleaseWalletHoldRequest": {
            holdId?: string;
            walletId?: string;
        };
        /** @description The released hold. */
        "omnichannel.loyalty.v1.ReleaseWalletHoldResponse": {
            hold?: components["schemas"]["omnichannel.loyalty.v1.WalletHold"];
            wallet?: components["schemas"]["omnichannel.loyalty.v1.Wallet"];
        };
        /** @description A device was lost. */
        "omnichannel.loyalty.v1.RenewMemberCodeRequest": {
            memberId?: string;
        };
        /** @description Codes of before count no more. */
        "omnichannel.loyalty.v1.RenewMemberCodeResponse": {
            /** Format: date-time */
            renewedAt?: string;
        };
        /** @description An adjustment to ask for. */
        "omnichannel.loyalty.v1.RequestAdjustmentRequest": {
            /** @description Taking more than there is becomes debt. */
            allowDebt?: boolean;
            memberId?: string;
            /**
             * Format: int64
             * @description Positive gives, negative takes.
             */
            points?: string;
            /**
             * Format: date-time
             * @description Of given points, in the future; by the program when absent.
             */
            pointsExpireAt?: string;
            /** @description At most 512 characters; the statement shows it. */
            reason?: string;
        };
        /** @description It waits for somebody else. */
        "omnichannel.loyalty.v1.RequestAdjustmentResponse": {
            adjustment?: components["schemas"]["omnichannel.loyalty.v1.Adjustment"];
        };
        /** @description A coupon to hand back. */
        "omnichannel.loyalty.v1.ReturnRewardRequest": {
            code?: string;
            memberId?: string;
        };
        /** @description The coupon, which nobody can use now, and the points. */
        "omnichannel.loyalty.v1.ReturnRewardResponse": {
            balance?: components["schemas"]["omnichannel.loyalty.v1.Balance"];
            coupon?: components["schemas"]["omnichannel.loyalty.v1.Coupon"];
        };
        /** @description What a member gets for points: a coupon of their own. */
        "omnichannel.loyalty.v1.Reward": {
            /**
             * Format: int64
             * @description What it costs.
             */
            points?: string;
            /**
             * Format: int32
             * @description Days in which a coupon that nobody used is handed back for its points; 0 for never.
             */
            returnDays?: number;
            rewardId?: string;
            /** @description What its coupon gives; whose, and until when, is said when there is one. */
            terms?: components["schemas"]["omnichannel.loyalty.v1.CouponTerms"];
            /** @description Whose tiers may have it; empty for all. */
            tierIds?: string[];
            title?: components["schemas"]["omnichannel.type.v1.LocalizedText"];
            /**
             * Format: int32
             * @description Days that the coupon is valid, to the end of the last one in `time_zone`; 0 for ever.
             */
            validDays?: number;
        };
        /** @description A coupon that is made for a member. It has one of percent, amount_minor and free_shipping. */
        "omnichannel.loyalty.v1.RewardCoupon": {
            /** Format: int64 */
            amountMinor?: string;
            campaignId?: string;
            /** @description Of the amount and of the minimum. */
            currencyCode?: string;
            freeShipping?: boolean;
            /** Format: int64 */
            minimumBasketMinor?: string;
            /** @description Decimal text. */
            percent?: string;
            /**
             * Format: int32
             * @description Days for which it can be used; it ends with the last of them.
             */
            validDays?: number;
        };
        /**
         * @description What is rounded to whole points.
         *
         *     `ROUNDING_UNIT_LINE`: What each line earns.
         *
         *     `ROUNDING_UNIT_ORDER`: What an order's lines earn together. The points are divided over its lines in proportion.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.RoundingUnit": "ROUNDING_UNIT_UNSPECIFIED" | "ROUNDING_UNIT_LINE" | "ROUNDING_UNIT_ORDER";
        /** @description A birthday. */
        "omnichannel.loyalty.v1.SetBirthdayRequest": {
            /** @description As `--03-31`. */
            birthday?: string;
            memberId?: string;
        };
        /** @description When it counts. */
        "omnichannel.loyalty.v1.SetBirthdayResponse": {
            /** @description The next that counts, as `2027-03-31`; empty when it is forgotten. */
            nextOn?: string;
        };
        /** @description What is decided about a campaign. */
        "omnichannel.loyalty.v1.SetCampaignRequest": {
            /** @description What they may take off together; absent for no limit. Baskets in other currencies cannot use them then. */
            budget?: components["schemas"]["omnichannel.type.v1.Money"];
            /**
             * Format: int64
             * @description How often they may be used together; absent for no limit.
             */
            budgetUses?: string;
            /** @description As CouponTerms.campaign_id. */
            campaignId?: string;
            /** @description Why they cannot be used; at most 512 characters. */
            reason?: string;
            /** @description Of all its coupons; USABLE when unspecified. */
            state?: components["schemas"]["omnichannel.loyalty.v1.CouponState"];
            /**
             * Format: int64
             * @description How often one person may use them, all codes together, as guest and customer together; absent for no limit, else at least 1. At a till without a member they cannot be used then.
             */
            usesPerPerson?: string;
        };
        /** @description The campaign. */
        "omnichannel.loyalty.v1.SetCampaignResponse": {
            campaign?: components["schemas"]["omnichannel.loyalty.v1.CouponCampaign"];
        };
        /** @description A coupon to stop, or to let be used again. */
        "omnichannel.loyalty.v1.SetCouponStateRequest": {
            code?: string;
            /** @description Why; at most 512 characters. */
            reason?: string;
            state?: components["schemas"]["omnichannel.loyalty.v1.CouponState"];
        };
        /** @description The coupon. */
        "omnichannel.loyalty.v1.SetCouponStateResponse": {
            coupon?: components["schemas"]["omnichannel.loyalty.v1.Coupon"];
        };
        /** @description Asks for a card's code and PIN. */
        "omnichannel.loyalty.v1.ShowGiftCardRequest": {
            walletId?: string;
        };
        /** @description What is printed on a card. */
        "omnichannel.loyalty.v1.ShowGiftCardResponse": {
            code?: string;
            pin?: string;
        };
        /** @description A basket to earn by. */
        "omnichannel.loyalty.v1.SimulateEarnRequest": {
            lines?: components["schemas"]["omnichannel.loyalty.v1.BasketLine"][];
            market?: string;
            programId?: string;
            /** @description The lowest when empty. */
            tierId?: string;
        };
        /** @description What it would earn. */
        "omnichannel.loyalty.v1.SimulateEarnResponse": {
            lines?: components["schemas"]["omnichannel.loyalty.v1.EarnedLine"][];
            /** Format: int64 */
            points?: string;
            /** Format: int32 */
            programVersion?: number;
        };
        /** @description A member's basket to earn by. */
        "omnichannel.loyalty.v1.SimulateMemberEarnRequest": {
            lines?: components["schemas"]["omnichannel.loyalty.v1.BasketLine"][];
            market?: string;
            memberId?: string;
        };
        /** @description What the member would earn. */
        "omnichannel.loyalty.v1.SimulateMemberEarnResponse": {
            /** @description The caps that it comes under. */
            caps?: components["schemas"]["omnichannel.loyalty.v1.CapRoom"][];
            /** @description Within the caps. */
            lines?: components["schemas"]["omnichannel.loyalty.v1.EarnedLine"][];
            /** Format: int64 */
            points?: string;
            programId?: string;
            /** Format: int32 */
            programVersion?: number;
            /** @description The tier that they have. */
            tierId?: string;
        };
        /** @description What one person of a role may do with points by hand, given, taken and held together, in days and months of the program's time zone. */
        "omnichannel.loyalty.v1.StaffLimit": {
            /**
             * Format: int64
             * @description The largest adjustment of somebody else that they may approve or decline; 0 for none.
             */
            approvesUpTo?: string;
            /**
             * Format: int64
             * @description The most at once; 0 for nothing alone.
             */
            perCall?: string;
            /**
             * Format: int64
             * @description 0 for no limit beyond the one above.
             */
            perDay?: string;
            /** Format: int64 */
            perMonth?: string;
            /** @description ROLE_AGENT or ROLE_OPS. */
            role?: components["schemas"]["omnichannel.type.v1.Role"];
        };
        /** @description A level of membership. Reached at once; left one step at a time, after the grace period. What was returned or cancelled does not count: a tier that rested on it is left at once, without grace. */
        "omnichannel.loyalty.v1.Tier": {
            /** Format: int32 */
            graceDays?: number;
            metric?: components["schemas"]["omnichannel.loyalty.v1.TierMetric"];
            /** Format: int64 */
            threshold?: string;
            tierId?: string;
            title?: components["schemas"]["omnichannel.type.v1.LocalizedText"];
            /**
             * Format: int32
             * @description Days that count: what a day counted does so until so many days after it are over, in UTC.
             */
            windowDays?: number;
        };
        /**
         * @description What a tier is measured by.
         *
         *     `TIER_METRIC_POINTS_EARNED`: Points earned in the window by what was kept, spent or not.
         *
         *     `TIER_METRIC_ORDERS`: Orders delivered in the window, unless all of their goods came back or were cancelled.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.TierMetric": "TIER_METRIC_UNSPECIFIED" | "TIER_METRIC_POINTS_EARNED" | "TIER_METRIC_ORDERS";
        /** @description What is missing for the next tier. Absent at the top. */
        "omnichannel.loyalty.v1.TierProgress": {
            metric?: components["schemas"]["omnichannel.loyalty.v1.TierMetric"];
            /** Format: int64 */
            missing?: string;
            /** Format: int64 */
            reached?: string;
            /** Format: int64 */
            threshold?: string;
            tierId?: string;
        };
        /** @description A code that was read out. */
        "omnichannel.loyalty.v1.ToldCode": {
            /** @description 8 digits; blanks do not matter. */
            code?: string;
            memberId?: string;
        };
        /** @description Money to move. */
        "omnichannel.loyalty.v1.TransferWalletRequest": {
            /** @description All that can be spent when absent. */
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            toCustomerId?: string;
            walletId?: string;
        };
        /** @description The wallet after it. */
        "omnichannel.loyalty.v1.TransferWalletResponse": {
            moved?: components["schemas"]["omnichannel.type.v1.Money"];
            wallet?: components["schemas"]["omnichannel.loyalty.v1.Wallet"];
        };
        /** @description Says who brought a customer. */
        "omnichannel.loyalty.v1.UseReferralCodeRequest": {
            /** @description The customer's id. */
            memberId?: string;
            /** @description In any spelling: case, blanks and dashes do not matter. */
            referralCode?: string;
        };
        /** @description The customer was brought. */
        "omnichannel.loyalty.v1.UseReferralCodeResponse": {
            /** @description The least that the customer's order must come to; none for any order. */
            minimumOrders?: components["schemas"]["omnichannel.loyalty.v1.MinimumOrder"][];
            referralId?: string;
            /** @description What the customer gets. */
            reward?: components["schemas"]["omnichannel.loyalty.v1.ReferralReward"];
        };
        /** @description How far the proof is. */
        "omnichannel.loyalty.v1.VerifyLedgerResponse": {
            /** Format: int64 */
            entries?: string;
            /** @description What was found since the message before. */
            findings?: components["schemas"]["omnichannel.loyalty.v1.LedgerFinding"][];
            /**
             * Format: int64
             * @description Proved so far.
             */
            members?: string;
            /**
             * Format: int64
             * @description Counts messages, behind those that were received before.
             */
            position?: string;
            /** @description In the last message only. */
            proof?: components["schemas"]["omnichannel.loyalty.v1.LedgerProof"];
        };
        /** @description A card to call off. */
        "omnichannel.loyalty.v1.VoidGiftCardRequest": {
            /** @description Why, in words. */
            reason?: string;
            walletId?: string;
        };
        /** @description The card after it. */
        "omnichannel.loyalty.v1.VoidGiftCardResponse": {
            wallet?: components["schemas"]["omnichannel.loyalty.v1.Wallet"];
        };
        /** @description Money that the shop owes whoever holds it. */
        "omnichannel.loyalty.v1.Wallet": {
            /** @description What can be spent. */
            balance?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description Of a card: its last four characters. */
            codeEnd?: string;
            /** @description Whose it is; empty for a card that belongs to whoever has it. */
            customerId?: string;
            /** @description What a card was sold for; absent for store credit. */
            faceValue?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description On hold for a sale. */
            held?: components["schemas"]["omnichannel.type.v1.Money"];
            /** Format: date-time */
            issuedAt?: string;
            kind?: components["schemas"]["omnichannel.loyalty.v1.WalletKind"];
            /** @description Where it was issued. */
            market?: string;
            /**
             * Format: date-time
             * @description Nothing of the balance lapses before, by the law of the market's country; absent when nothing ever does.
             */
            nextExpiry?: string;
            /** @description Of a card that was sold by an order. */
            orderId?: string;
            state?: components["schemas"]["omnichannel.loyalty.v1.WalletState"];
            walletId?: string;
        };
        /** @description Money on hold in a wallet. It resolves once. */
        "omnichannel.loyalty.v1.WalletHold": {
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description Used; the rest went back. */
            captured?: components["schemas"]["omnichannel.type.v1.Money"];
            /** Format: date-time */
            expiresAt?: string;
            holdId?: string;
            reference?: string;
            /** @description Of what was used, what refunds gave back. */
            refunded?: components["schemas"]["omnichannel.type.v1.Money"];
            state?: components["schemas"]["omnichannel.loyalty.v1.WalletHoldState"];
            walletId?: string;
        };
        /**
         * @description Where a hold of money stands. All but the first are final.
         *
         *     `WALLET_HOLD_STATE_EXPIRED`: Given back by the clock.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.WalletHoldState": "WALLET_HOLD_STATE_UNSPECIFIED" | "WALLET_HOLD_STATE_HELD" | "WALLET_HOLD_STATE_CAPTURED" | "WALLET_HOLD_STATE_RELEASED" | "WALLET_HOLD_STATE_EXPIRED";
        /**
         * @description What a wallet is.
         *
         *     `WALLET_KIND_STORE_CREDIT`: A customer's credit at the shop, one wallet for each currency.
         *
         *     `WALLET_KIND_GIFT_CARD`: A card with a code and a PIN. Whoever has both may spend it, until it is put on a customer.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.WalletKind": "WALLET_KIND_UNSPECIFIED" | "WALLET_KIND_STORE_CREDIT" | "WALLET_KIND_GIFT_CARD";
        /** @description One currency's liability. closing = opening + issued - captured + refunded - expired - voided. What is on hold is owed. */
        "omnichannel.loyalty.v1.WalletLiability": {
            captured?: components["schemas"]["omnichannel.type.v1.Money"];
            closing?: components["schemas"]["omnichannel.type.v1.Money"];
            expired?: components["schemas"]["omnichannel.type.v1.Money"];
            issued?: components["schemas"]["omnichannel.type.v1.Money"];
            opening?: components["schemas"]["omnichannel.type.v1.Money"];
            refunded?: components["schemas"]["omnichannel.type.v1.Money"];
            voided?: components["schemas"]["omnichannel.type.v1.Money"];
        };
        /**
         * @description Where a wallet stands.
         *
         *     `WALLET_STATE_INACTIVE`: A card that nobody has paid for yet: it is worth nothing.
         *
         *     `WALLET_STATE_VOIDED`: Called off before anybody used it.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.WalletState": "WALLET_STATE_UNSPECIFIED" | "WALLET_STATE_INACTIVE" | "WALLET_STATE_ACTIVE" | "WALLET_STATE_VOIDED";
        /** @description The balance after a change. */
        "omnichannel.loyalty.v1.WatchBalanceResponse": {
            balance?: components["schemas"]["omnichannel.loyalty.v1.Balance"];
            /** @description The entries that changed it since the version before, oldest first; none in the first message to a client that knows no version. */
            entries?: components["schemas"]["omnichannel.loyalty.v1.LedgerEntry"][];
            /**
             * Format: int64
             * @description The SSE event's id.
             */
            version?: string;
        };
        /**
         * @description A day of the week, in the program's time zone.
         * @enum {string}
         */
        "omnichannel.loyalty.v1.Weekday": "WEEKDAY_UNSPECIFIED" | "WEEKDAY_MONDAY" | "WEEKDAY_TUESDAY" | "WEEKDAY_WEDNESDAY" | "WEEKDAY_THURSDAY" | "WEEKDAY_FRIDAY" | "WEEKDAY_SATURDAY" | "WEEKDAY_SUNDAY";
        /** @description The answer for one contact. */
        "omnichannel.messaging.v1.CampaignResult": {
            contactId?: string;
            /** @description Ask ExplainMessage what became of it. */
            messageId?: string;
            /** @description Absent when a message was made. */
            refusal?: components["schemas"]["omnichannel.type.v1.Refusal"];
        };
        /** @description One decision of a customer, with its proof. */
        "omnichannel.messaging.v1.Consent": {
            /** @description Who recorded it, and where. */
            actor?: components["schemas"]["omnichannel.type.v1.Actor"];
            /** Format: date-time */
            decidedAt?: string;
            granted?: boolean;
            medium?: components["schemas"]["omnichannel.messaging.v1.Medium"];
            purpose?: components["schemas"]["omnichannel.messaging.v1.ConsentPurpose"];
            /** @description How it came: `form`, `unsubscribe`, `sms-stop`, `agent`, `import`. */
            source?: string;
            /** @description The wording that was agreed to. */
            wordingVersion?: string;
        };
        /**
         * @description What a customer can consent to. Transactional messages need no consent.
         *
         *     `CONSENT_PURPOSE_MARKETING`: Offers, abandoned carts, win-back.
         *
         *     `CONSENT_PURPOSE_SERVICE`: Review requests, surveys, tips about what was bought.
         *
         *     `CONSENT_PURPOSE_PROFILING`: Browsing history and recommendations.
         * @enum {string}
         */
        "omnichannel.messaging.v1.ConsentPurpose": "CONSENT_PURPOSE_UNSPECIFIED" | "CONSENT_PURPOSE_MARKETING" | "CONSENT_PURPOSE_SERVICE" | "CONSENT_PURPOSE_PROFILING";
        /** @description How a customer or guest can be reached, or the buyer of one checkout. Personal data. */
        "omnichannel.messaging.v1.Contact": {
            /** @description The customer's or guest's id, or the checkout's. */
            contactId?: string;
            details?: components["schemas"]["omnichannel.type.v1.ContactDetails"];
            /** @description Of the mobile application, one per device. */
            pushTokens?: string[];
            /** Format: date-time */
            updatedAt?: string;
        };
        /** @description Why. */
        "omnichannel.messaging.v1.ExplainMessageResponse": {
            /** @description In the order in which they were made. */
            decisions?: components["schemas"]["omnichannel.messaging.v1.SendDecision"][];
            /** @description All of it in a sentence. */
            explanation?: string;
            /** @description The language of the sentence. */
            language?: string;
            message?: components["schemas"]["omnichannel.messaging.v1.Message"];
            triggerEventId?: string;
            /** @description The event that triggered it: its full message name and id. */
            triggerName?: string;
        };
        /** @description A page of everybody's messages. */
        "omnichannel.messaging.v1.FindMessagesResponse": {
            messages?: components["schemas"]["omnichannel.messaging.v1.FoundMessage"][];
            /** @description Empty on the last page. */
            nextPageToken?: string;
        };
        /** @description A message, and what went out of it. */
        "omnichannel.messaging.v1.FoundMessage": {
            message?: components["schemas"]["omnichannel.messaging.v1.Message"];
            /** @description Absent when nothing went out, and where real providers are configured. */
            received?: components["schemas"]["omnichannel.messaging.v1.MailboxItem"];
        };
        /** @description A contact. */
        "omnichannel.messaging.v1.GetContactResponse": {
            contact?: components["schemas"]["omnichannel.messaging.v1.Contact"];
        };
        /** @description One message. */
        "omnichannel.messaging.v1.GetMessageResponse": {
            message?: components["schemas"]["omnichannel.messaging.v1.Message"];
        };
        /** @description What the link is about. */
        "omnichannel.messaging.v1.GetUnsubscriptionResponse": {
            /** @description BCP 47, the contact's own; empty when it is not known. */
            language?: string;
            medium?: components["schemas"]["omnichannel.messaging.v1.Medium"];
            purpose?: components["schemas"]["omnichannel.messaging.v1.ConsentPurpose"];
            /** @description Nothing of the kind is sent now: the consent was withdrawn before. */
            withdrawn?: boolean;
        };
        /**
         * @description On what legal ground a message is sent.
         *
         *     `LEGAL_CLASS_TRANSACTIONAL`: Belongs to a contract: confirmations, delivery, refunds. Sent whatever was consented to.
         *
         *     `LEGAL_CLASS_SERVICE`: Sent unless objected to.
         *
         *     `LEGAL_CLASS_MARKETING`: Sent only with consent.
         * @enum {string}
         */
        "omnichannel.messaging.v1.LegalClass": "LEGAL_CLASS_UNSPECIFIED" | "LEGAL_CLASS_TRANSACTIONAL" | "LEGAL_CLASS_SERVICE" | "LEGAL_CLASS_MARKETING";
        /** @description Decisions. */
        "omnichannel.messaging.v1.ListConsentsResponse": {
            /** @description Earlier ones, latest first. */
            history?: components["schemas"]["omnichannel.messaging.v1.Consent"][];
            /** @description At most one per purpose and medium. */
            inForce?: components["schemas"]["omnichannel.messaging.v1.Consent"][];
        };
        /** @description A page of the mailbox. */
        "omnichannel.messaging.v1.ListMailboxResponse": {
            items?: components["schemas"]["omnichannel.messaging.v1.MailboxItem"][];
            /** @description Empty on the last page. */
            nextPageToken?: string;
        };
        /** @description A page of messages. */
        "omnichannel.messaging.v1.ListMessagesResponse": {
            messages?: components["schemas"]["omnichannel.messaging.v1.Message"][];
            /** @description Empty on the last page. */
            nextPageToken?: string;
        };
        /** @description Something that the embedded mailbox received. */
        "omnichannel.messaging.v1.MailboxItem": {
            contactId?: string;
            /** @description As a provider would get them, for example List-Unsubscribe. */
            headers?: {
                [key: string]: string;
            };
            /** @description The document that a provider of e-mail would get. What people wrote is text in it, never markup. Empty for other media. */
            html?: string;
            journeyId?: string;
            language?: string;
            medium?: components["schemas"]["omnichannel.messaging.v1.Medium"];
            messageId?: string;
            /** Format: date-time */
            receivedAt?: string;
            /** @description Address, number or push token. */
            recipient?: string;
            stepId?: string;
            subjectId?: string;
            text?: string;
            title?: string;
        };
        /**
         * @description By what a message travels.
         * @enum {string}
         */
        "omnichannel.messaging.v1.Medium": "MEDIUM_UNSPECIFIED" | "MEDIUM_EMAIL" | "MEDIUM_SMS" | "MEDIUM_PUSH";
        /** @description A message to one contact about one thing: one trigger, one message. */
        "omnichannel.messaging.v1.Message": {
            /** @description Of a one-off campaign. */
            campaignId?: string;
            /** @description Where it goes: the customer's or guest's id, or that of a checkout with a contact of its own. */
            contactId?: string;
            /** Format: date-time */
            createdAt?: string;
            /** Format: date-time */
            deliveredAt?: string;
            /** @description `{journey}` and `{step}`, for example order-confirmation and send. */
            journeyId?: string;
            /** Format: int32 */
            journeyVersion?: number;
            language?: string;
            legalClass?: components["schemas"]["omnichannel.messaging.v1.LegalClass"];
            /** @description The medium that was or will be used. */
            medium?: components["schemas"]["omnichannel.messaging.v1.Medium"];
            messageId?: string;
            /** @description Of the deciding suppression, cancellation or failure, for example NO_CONSENT. */
            reason?: string;
            /** Format: date-time */
            scheduledAt?: string;
            /** Format: date-time */
            sentAt?: string;
            state?: components["schemas"]["omnichannel.messaging.v1.MessageState"];
            stepId?: string;
            /** @description What it is about, for example an order's id. */
            subjectId?: string;
            text?: string;
            /** @description As rendered; empty before it is sent, and when it is not. */
            title?: string;
        };
        /**
         * @description Where a message stands.
         *
         *     `MESSAGE_STATE_SCHEDULED`: Waits for its time, or for a missing contact until its deadline.
         *
         *     `MESSAGE_STATE_QUEUED`: Goes out as soon as the provider takes it.
         *
         *     `MESSAGE_STATE_SENT`: The provider took it.
         *
         *     `MESSAGE_STATE_FAILED`: Every attempt on every medium failed.
         *
         *     `MESSAGE_STATE_SUPPRESSED`: Decided not to be sent, see the decisions.
         *
         *     `MESSAGE_STATE_CANCELLED`: What it was about is no longer so.
         * @enum {string}
         */
        "omnichannel.messaging.v1.MessageState": "MESSAGE_STATE_UNSPECIFIED" | "MESSAGE_STATE_SCHEDULED" | "MESSAGE_STATE_QUEUED" | "MESSAGE_STATE_SENT" | "MESSAGE_STATE_DELIVERED" | "MESSAGE_STATE_BOUNCED" | "MESSAGE_STATE_FAILED" | "MESSAGE_STATE_SUPPRESSED" | "MESSAGE_STATE_CANCELLED";
        /** @description How somebody can be reached. */
        "omnichannel.messaging.v1.PutContactRequest": {
            /** @description The customer's or guest's id; from a service also a checkout's. */
            contactId?: string;
            details?: components["schemas"]["omnichannel.type.v1.ContactDetails"];
            /** @description At most 20, each of 1 to 512 visible ASCII characters. */
            pushTokens?: string[];
            /**
             * @description What to replace: details, one of its fields (details.email), push_tokens. Empty or * replaces everything.
             *
             *     Everything else stays as it was; a contact that is new begins without it.
             */
            updateMask?: string;
        };
        /** @description The stored contact. */
        "omnichannel.messaging.v1.PutContactResponse": {
            contact?: components["schemas"]["omnichannel.messaging.v1.Contact"];
        };
        /** @description One check that was made before sending, in this order: LEGAL_CLASS, SUPPRESSION, CONSENT, PREFERENCE, QUIET_HOURS, FREQUENCY_CAP, STILL_TRUE, CONTACT, PROVIDER. */
        "omnichannel.messaging.v1.SendDecision": {
            check?: string;
            /** Format: date-time */
            decidedAt?: string;
            /** @description What it was decided by: a consent's time and source, a cap's numbers, ... */
            facts?: {
                [key: string]: string;
            };
            /** @description ALLOWED, SUPPRESSED, POSTPONED, CANCELLED or FAILED. */
            outcome?: string;
            /**
             * @description Stable, for example NO_CONSENT, UNSUBSCRIBED, BOUNCED_BEFORE, QUIET_HOURS, CAP_REACHED, ADDRESS_CAP_REACHED, CART_BOUGHT, NO_CONTACT.
             *
             *     CAP_REACHED is about advertising to one contact. ADDRESS_CAP_REACHED is about everything but transactional messages to one address, whoever's contact it stands in.
             */
            reason?: string;
        };
        /** @description A decision. */
        "omnichannel.messaging.v1.SetConsentRequest": {
            contactId?: string;
            granted?: boolean;
            medium?: components["schemas"]["omnichannel.messaging.v1.Medium"];
            purpose?: components["schemas"]["omnichannel.messaging.v1.ConsentPurpose"];
            /** @description Required for a grant. */
            wordingVersion?: string;
        };
        /** @description The recorded decision. */
        "omnichannel.messaging.v1.SetConsentResponse": {
            consent?: components["schemas"]["omnichannel.messaging.v1.Consent"];
        };
        /** @description A one-off message to many. */
        "omnichannel.messaging.v1.StartCampaignRequest": {
            /** @description Chosen by the caller; names the campaign in statistics and in links. */
            campaignId?: string;
            /** @description Customers' ids, at most 1,000. */
            contactIds?: string[];
            /** @description MARKETING when unspecified. */
            legalClass?: components["schemas"]["omnichannel.messaging.v1.LegalClass"];
            medium?: components["schemas"]["omnichannel.messaging.v1.Medium"];
            /** @description Consent that it needs; MARKETING when unspecified. */
            purpose?: components["schemas"]["omnichannel.messaging.v1.ConsentPurpose"];
            text?: components["schemas"]["omnichannel.type.v1.LocalizedText"];
            /** @description Handlebars templates over the contact. */
            title?: components["schemas"]["omnichannel.type.v1.LocalizedText"];
        };
        /** @description The messages that were made. */
        "omnichannel.messaging.v1.StartCampaignResponse": {
            campaignId?: string;
            /** @description One per contact, in order. */
            results?: components["schemas"]["omnichannel.messaging.v1.CampaignResult"][];
        };
        /** @description An unsubscribe link. */
        "omnichannel.messaging.v1.UnsubscribeRequest": {
            /** @description Signed; names contact, purpose and medium. */
            token?: string;
        };
        /** @description What is withdrawn. */
        "omnichannel.messaging.v1.UnsubscribeResponse": {
            /** @description BCP 47, the contact's own; empty when it is not known. */
            language?: string;
            medium?: components["schemas"]["omnichannel.messaging.v1.Medium"];
            purpose?: components["schemas"]["omnichannel.messaging.v1.ConsentPurpose"];
        };
        /** @description Somebody picks the goods. */
        "omnichannel.orders.v1.AcceptPickupRequest": {
            /**
             * Format: date-time
             * @description When; now when absent.
             */
            occurredAt?: string;
            pickupId?: string;
        };
        /** @description The pickup after it. */
        "omnichannel.orders.v1.AcceptPickupResponse": {
            pickup?: components["schemas"]["omnichannel.orders.v1.Pickup"];
        };
        /** @description What to change. */
        "omnichannel.orders.v1.AmendOrderRequest": {
            /** @description Each line once. */
            lines?: components["schemas"]["omnichannel.orders.v1.LineAmendment"][];
            orderId?: string;
            /** @description As in CancelOrderRequest. */
            reason?: string;
        };
        /** @description What was changed. */
        "omnichannel.orders.v1.AmendOrderResponse": {
            /** @description One for each line of the request. */
            lines?: components["schemas"]["omnichannel.orders.v1.LineOutcome"][];
            order?: components["schemas"]["omnichannel.orders.v1.Order"];
            /** @description What is given back; absent when nothing is. */
            refund?: components["schemas"]["omnichannel.type.v1.Money"];
        };
        /** @description The customer is there. */
        "omnichannel.orders.v1.AnnounceArrivalRequest": {
            /** @description Where exactly, for example a parking bay; at most 80 characters. */
            note?: string;
            pickupId?: string;
        };
        /** @description The pickup after it. */
        "omnichannel.orders.v1.AnnounceArrivalResponse": {
            pickup?: components["schemas"]["omnichannel.orders.v1.Pickup"];
        };
        /** @description Units for a store to send. */
        "omnichannel.orders.v1.AssignToStoreRequest": {
            /** @description Empty for everything that is shipped and still open. */
            lines?: components["schemas"]["omnichannel.orders.v1.LineQuantity"][];
            orderId?: string;
            storeId?: string;
        };
        /** @description The store's work. */
        "omnichannel.orders.v1.AssignToStoreResponse": {
            pickup?: components["schemas"]["omnichannel.orders.v1.Pickup"];
        };
        /** @description Who may collect, too. */
        "omnichannel.orders.v1.AuthorizeCollectorRequest": {
            /** @description As the person can prove it; at most 80 characters. */
            name?: string;
            pickupId?: string;
        };
        /** @description Another person may collect. */
        "omnichannel.orders.v1.AuthorizeCollectorResponse": {
            /** @description For the person alone; not told again. */
            code?: string;
            collectorId?: string;
            pickup?: components["schemas"]["omnichannel.orders.v1.Pickup"];
        };
        /** @description What to cancel. */
        "omnichannel.orders.v1.CancelOrderRequest": {
            /** @description Empty for everything that is left. */
            lines?: components["schemas"]["omnichannel.orders.v1.LineQuantity"][];
            orderId?: string;
            /** @description CHANGED_MIND, TOO_SLOW, ORDERED_BY_MISTAKE, OUT_OF_STOCK, OTHER. */
            reason?: string;
        };
        /** @description What was cancelled. */
        "omnichannel.orders.v1.CancelOrderResponse": {
            cancelledLines?: components["schemas"]["omnichannel.orders.v1.LineQuantity"][];
            /** @description What became of each line that was asked for; of every line with something left when none was named. */
            lines?: components["schemas"]["omnichannel.orders.v1.LineOutcome"][];
            order?: components["schemas"]["omnichannel.orders.v1.Order"];
            /** @description What is given back; absent when nothing had been paid. */
            refund?: components["schemas"]["omnichannel.type.v1.Money"];
        };
        /** @description Another address. */
        "omnichannel.orders.v1.ChangeDeliveryAddressRequest": {
            /** @description Replaces recipient, address, phone and instructions. */
            delivery?: components["schemas"]["omnichannel.type.v1.DeliveryDetails"];
            orderId?: string;
        };
        /** @description What the change did. */
        "omnichannel.orders.v1.ChangeDeliveryAddressResponse": {
            /** @description Parcels that were handed over: they go to the address of before. */
            goneShipmentIds?: string[];
            /** @description What goes to the new address: the units that no parcel has, or one that waits. */
            lines?: components["schemas"]["omnichannel.orders.v1.LineQuantity"][];
            /** @description Parcels that wait for their carrier with a label of before. */
            relabelShipmentIds?: string[];
            /** Format: int32 */
            version?: number;
        };
        /** @description Something asked of the customer's means of payment. */
        "omnichannel.orders.v1.Charge": {
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            failureReason?: string;
            instructionId?: string;
            /** @description Unspecified when the customer may choose. */
            kind?: components["schemas"]["omnichannel.type.v1.TenderKind"];
            reference?: string;
            /** Format: date-time */
            requestedAt?: string;
            state?: components["schemas"]["omnichannel.orders.v1.InstructionState"];
        };
        /** @description What somebody says is wrong with a parcel that was delivered. Its text and photos are read by ClaimService.GetClaim. */
        "omnichannel.orders.v1.Claim": {
            claimId?: string;
            /** Format: date-time */
            filedAt?: string;
            kind?: components["schemas"]["omnichannel.orders.v1.ClaimKind"];
            lines?: components["schemas"]["omnichannel.orders.v1.LineQuantity"][];
            orderId?: string;
            /** @description Somebody proved the delivery after the claim was filed, also after it was decided. */
            proofCame?: boolean;
            reason?: string;
            /** @description Of a decided claim. */
            resolution?: components["schemas"]["omnichannel.orders.v1.ClaimResolution"];
            shipmentId?: string;
            state?: components["schemas"]["omnichannel.orders.v1.ClaimState"];
            /** Format: date-time */
            stateAt?: string;
        };
        /**
         * @description What is wrong with a parcel that was delivered.
         * @enum {string}
         */
        "omnichannel.orders.v1.ClaimKind": "CLAIM_KIND_UNSPECIFIED" | "CLAIM_KIND_DELIVERED_NOT_RECEIVED" | "CLAIM_KIND_ARRIVED_DAMAGED";
        /** @description What is printed on a receipt. */
        "omnichannel.orders.v1.ClaimOrderRequest": {
            /** @description In any case. */
            orderNumber?: string;
            /** @description The date of sale at the place of sale, YYYY-MM-DD. */
            placedOn?: string;
            total?: components["schemas"]["omnichannel.type.v1.Money"];
        };
        /** @description The order, now the caller's. */
        "omnichannel.orders.v1.ClaimOrderResponse": {
            order?: components["schemas"]["omnichannel.orders.v1.Order"];
        };
        /**
         * @description What came of a claim.
         *
         *     `CLAIM_RESOLUTION_REFUND`: Accepted: what the units cost is given back.
         *
         *     `CLAIM_RESOLUTION_REPLACEMENT`: Accepted: the units are shipped again.
         *
         *     `CLAIM_RESOLUTION_NONE`: Declined.
         * @enum {string}
         */
        "omnichannel.orders.v1.ClaimResolution": "CLAIM_RESOLUTION_UNSPECIFIED" | "CLAIM_RESOLUTION_REFUND" | "CLAIM_RESOLUTION_REPLACEMENT" | "CLAIM_RESOLUTION_NONE";
        /**
         * @description Where a claim stands.
         *
         *     `CLAIM_STATE_IN_REVIEW`: Somebody looks at it.
         *
         *     `CLAIM_STATE_WITHDRAWN`: By whoever filed it.
         * @enum {string}
         */
        "omnichannel.orders.v1.ClaimState": "CLAIM_STATE_UNSPECIFIED" | "CLAIM_STATE_OPEN" | "CLAIM_STATE_IN_REVIEW" | "CLAIM_STATE_ACCEPTED" | "CLAIM_STATE_DECLINED" | "CLAIM_STATE_WITHDRAWN";
        /** @description Somebody whom the owner lets collect. */
        "omnichannel.orders.v1.Collector": {
            collectorId?: string;
            name?: string;
            revoked?: boolean;
        };
        /** @description Goods change hands. */
        "omnichannel.orders.v1.CollectPickupRequest": {
            /** @description What staff checked instead of a code, for example an identity card; at most 200 characters. Audited. At most one of code, checked is set. */
            checked?: string;
            /** @description The owner's, or of somebody whom the owner lets collect; however it is written. At most one of code, checked is set. */
            code?: string;
            /** @description Empty for all that is ready, else for all that waits. */
            lines?: components["schemas"]["omnichannel.orders.v1.LineQuantity"][];
            /**
             * Format: date-time
             * @description When; now when absent.
             */
            occurredAt?: string;
            pickupId?: string;
        };
        /** @description The pickup after it. */
        "omnichannel.orders.v1.CollectPickupResponse": {
            pickup?: components["schemas"]["omnichannel.orders.v1.Pickup"];
        };
        /** @description A correction. */
        "omnichannel.orders.v1.CorrectStatusRequest": {
            /**
             * Format: date-time
             * @description From when it holds; now when absent.
             */
            occurredAt?: string;
            orderId?: string;
            reason?: string;
            shipmentId?: string;
            status?: components["schemas"]["omnichannel.orders.v1.ShipmentStatus"];
        };
        /** @description The corrected parcel. */
        "omnichannel.orders.v1.CorrectStatusResponse": {
            shipment?: components["schemas"]["omnichannel.orders.v1.Shipment"];
        };
        /** @description A parcel to announce. */
        "omnichannel.orders.v1.CreateShipmentRequest": {
            /** @description Any carrier's. Empty to have it told by the form and the check digit of the tracking number. */
            carrierCode?: string;
            /** @description Of a parcel of several pieces: the numbers of the further ones, at most 99. Each of them means this parcel, as `tracking_number` does. */
            furtherTrackingNumbers?: string[];
            /** @description What is in it; empty for everything that is still open. */
            lines?: components["schemas"]["omnichannel.orders.v1.LineQuantity"][];
            orderId?: string;
            /** @description The location that it leaves from, as stock knows it. May be empty. */
            originId?: string;
            /**
             * Format: date-time
             * @description When it is handed to the carrier, if it has been already.
             */
            pickedUpAt?: string;
            trackingNumber?: string;
            trackingUri?: string;
        };
        /** @description The announced parcel. */
        "omnichannel.orders.v1.CreateShipmentResponse": {
            shipment?: components["schemas"]["omnichannel.orders.v1.Shipment"];
        };
        /** @description Asks for a link to an order. */
        "omnichannel.orders.v1.CreateTrackingLinkRequest": {
            orderId?: string;
        };
        /** @description A link to an order. */
        "omnichannel.orders.v1.CreateTrackingLinkResponse": {
            /** Format: date-time */
            expiresAt?: string;
            /** @description For GetTrackedOrder. */
            token?: string;
        };
        /** @description The customer's saved tenders after it. */
        "omnichannel.orders.v1.DeleteSavedTenderResponse": {
            tenders?: components["schemas"]["omnichannel.orders.v1.SavedTender"][];
        };
        /** @description When a carrier said that a parcel arrives. */
        "omnichannel.orders.v1.DeliveryForecast": {
            /** Format: date-time */
            expectedAt?: string;
            /** @description Who told, as in TrackingEvent. */
            source?: string;
            /**
             * Format: date-time
             * @description When the carrier made it, where it says so; else when we heard it.
             */
            toldAt?: string;
        };
        /** @description When the customer was told to expect the order, or some of its lines. Apart from facts: only a revision moves it. */
        "omnichannel.orders.v1.DeliveryPromise": {
            /** Format: date-time */
            earliestAt?: string;
            /** Format: date-time */
            latestAt?: string;
            /** @description What it is about; empty for every line. */
            lineIds?: string[];
            /** Format: date-time */
            madeAt?: string;
            promiseId?: string;
            /** @description Why it was revised. */
            reason?: string;
            /**
             * Format: int32
             * @description Starts at 1.
             */
            revision?: number;
            state?: components["schemas"]["omnichannel.orders.v1.PromiseState"];
            /** Format: date-time */
            stateAt?: string;
            /** @description IANA time zone of the place where it goes: by its days people are told of the window. */
            timeZone?: string;
            /** @description All that has become of it, earliest first. Orders have it, events do not. */
            turns?: components["schemas"]["omnichannel.orders.v1.PromiseTurn"][];
        };
        /** @description An order's state in words. */
        "omnichannel.orders.v1.ExplainOrderResponse": {
            /** @description Stable code of what its first sentence says, for example ON_TIME, LATE, PROMISE_BROKEN, DELIVERED. */
            code?: string;
            /** @description Plain text: a sentence or two of where the order is. Then one for each of what else there is to say: of several parcels, of what is sent again, of what came back, and of money that goes back. The last is not said to whoever has a tracking link. */
            explanation?: string;
            /** @description The same for programs that read mails and pages: a Schema.org Order with its ParcelDelivery, as JSON-LD that may stand in a page's script element. Names neither owner nor payments, and no code of a pickup. */
            jsonLd?: string;
            /** @description The language of the text. */
            language?: string;
            status?: components["schemas"]["omnichannel.orders.v1.OrderStatus"];
        };
        /** @description Asks to keep goods longer. */
        "omnichannel.orders.v1.ExtendPickupRequest": {
            /**
             * Format: int32
             * @description By how many days; 0 for as many as may be.
             */
            days?: number;
            pickupId?: string;
        };
        /** @description The pickup after it. */
        "omnichannel.orders.v1.ExtendPickupResponse": {
            pickup?: components["schemas"]["omnichannel.orders.v1.Pickup"];
        };
        /** @description What somebody says of a parcel. */
        "omnichannel.orders.v1.FileClaimRequest": {
            /** @description At most 2,000 characters. */
            description?: string;
            kind?: components["schemas"]["omnichannel.orders.v1.ClaimKind"];
            /** @description Empty for all of the parcel that can be claimed. */
            lines?: components["schemas"]["omnichannel.orders.v1.LineQuantity"][];
            orderId?: string;
            /** @description At most 10: https URIs, or ids of the system that keeps them. */
            photoReferences?: string[];
            shipmentId?: string;
        };
        /** @description The claim. */
        "omnichannel.orders.v1.FileClaimResponse": {
            claim?: components["schemas"]["omnichannel.orders.v1.Claim"];
        };
        /** @description What staff know of the orders that they look for. */
        "omnichannel.orders.v1.FindOrdersRequest": {
            /** Format: int32 */
            pageSize?: number;
            pageToken?: string;
            /**
             * Format: date-time
             * @description Only orders placed before this time.
             */
            placedBefore?: string;
            /**
             * Format: date-time
             * @description Only orders placed at or after this time.
             */
            placedFrom?: string;
            /** @description What was typed, at most 256 characters; empty for any order. */
            query?: string;
            /** @description ISO 3166-1 alpha-2: where a phone number without country is dialled. Empty to find by numbers with their country only. */
            regionCode?: string;
            /** @description Only orders that stand so; all when empty. */
            statuses?: components["schemas"]["omnichannel.orders.v1.OrderStatus"][];
            /** @description Only orders that were sold in this store, or are collected there. */
            storeId?: string;
        };
        /** @description A page of what was found. */
        "omnichannel.orders.v1.FindOrdersResponse": {
            /** @description Empty on the last page. */
            nextPageToken?: string;
            /** @description Without tracking events; GetOrder has them. */
            orders?: components["schemas"]["omnichannel.orders.v1.Order"][];
        };
        /** @description A code that was shown at a store. */
        "omnichannel.orders.v1.FindPickupRequest": {
            /** @description However it is written. */
            code?: string;
            storeId?: string;
        };
        /** @description The pickup of the code. */
        "omnichannel.orders.v1.FindPickupResponse": {
            pickup?: components["schemas"]["omnichannel.orders.v1.Pickup"];
        };
        /** @description A claim, as it was filed. */
        "omnichannel.orders.v1.GetClaimResponse": {
            claim?: components["schemas"]["omnichannel.orders.v1.Claim"];
            /** @description Both are empty once the customer's data was erased. */
            description?: string;
            photoReferences?: string[];
        };
        /** @description Where an order's goods go. */
        "omnichannel.orders.v1.GetDeliveryDetailsResponse": {
            delivery?: components["schemas"]["omnichannel.type.v1.DeliveryDetails"];
            /**
             * Format: int32
             * @description Raised by every change; 1 as the order was made.
             */
            version?: number;
        };
        /** @description An order's ledger. */
        "omnichannel.orders.v1.GetOrderPaymentsResponse": {
            payments?: components["schemas"]["omnichannel.orders.v1.OrderPayments"];
        };
        /** @description One order. */
        "omnichannel.orders.v1.GetOrderResponse": {
            order?: components["schemas"]["omnichannel.orders.v1.Order"];
        };
        /** @description What goes into a box. */
        "omnichannel.orders.v1.GetPackingListResponse": {
            /**
             * Format: int32
             * @description As in GetDeliveryDetails.
             */
            addressVersion?: number;
            /** @description Without gift wrap and note, which stand below. Absent where nobody gave any. */
            delivery?: components["schemas"]["omnichannel.type.v1.DeliveryDetails"];
            /** @description To be printed for whoever gets it. */
            giftNote?: string;
            giftWrap?: boolean;
            lines?: components["schemas"]["omnichannel.orders.v1.PackingLine"][];
            orderId?: string;
            orderNumber?: string;
        };
        /** @description Who took a parcel, by source; empty while nobody says. */
        "omnichannel.orders.v1.GetProofOfDeliveryResponse": {
            proofs?: components["schemas"]["omnichannel.orders.v1.ProofOfDelivery"][];
        };
        /** @description An order as others see it. */
        "omnichannel.orders.v1.GetTrackedOrderResponse": {
            /** @description Where it is, in words. Without `json_ld`, which names prices. */
            explanation?: components["schemas"]["omnichannel.orders.v1.ExplainOrderResponse"];
            /** @description Without owner, prices, totals, payments, reasons of promises, the carriers' own words and codes, and who may collect. */
            order?: components["schemas"]["omnichannel.orders.v1.Order"];
            /** @description IANA time zone of the place where it goes: by its clock a reader is told times whose own zone nobody knows. */
            timeZone?: string;
        };
        /** @description The answer to one past order. */
        "omnichannel.orders.v1.ImportOrderResult": {
            externalId?: string;
            orderId?: string;
            outcome?: components["schemas"]["omnichannel.orders.v1.ImportOutcome"];
            refusal?: components["schemas"]["omnichannel.type.v1.Refusal"];
        };
        /** @description A batch of past orders. */
        "omnichannel.orders.v1.ImportOrdersRequest": {
            orders?: components["schemas"]["omnichannel.orders.v1.OrderRecord"][];
        };
        /** @description One answer per order, in order. */
        "omnichannel.orders.v1.ImportOrdersResponse": {
            results?: components["schemas"]["omnichannel.orders.v1.ImportOrderResult"][];
        };
        /**
         * @description What became of an item of an import.
         *
         *     `IMPORT_OUTCOME_IMPORTED`: It is an order: since now, or since the same record came before.
         *
         *     `IMPORT_OUTCOME_REJECTED`: Refused; see `refusal`.
         * @enum {string}
         */
        "omnichannel.orders.v1.ImportOutcome": "IMPORT_OUTCOME_UNSPECIFIED" | "IMPORT_OUTCOME_IMPORTED" | "IMPORT_OUTCOME_REJECTED";
        /** @description A batch of news from carriers. */
        "omnichannel.orders.v1.IngestTrackingEventsRequest": {
            reports?: components["schemas"]["omnichannel.orders.v1.TrackingReport"][];
        };
        /** @description One answer per report, in order. */
        "omnichannel.orders.v1.IngestTrackingEventsResponse": {
            results?: components["schemas"]["omnichannel.orders.v1.TrackingReportResult"][];
        };
        /**
         * @description What became of an instruction to a payment provider.
         *
         *     `INSTRUCTION_STATE_REQUESTED`: The instruction is out.
         * @enum {string}
         */
        "omnichannel.orders.v1.InstructionState": "INSTRUCTION_STATE_UNSPECIFIED" | "INSTRUCTION_STATE_REQUESTED" | "INSTRUCTION_STATE_SUCCEEDED" | "INSTRUCTION_STATE_FAILED";
        /** @description What a line is to be. What is not given stays. */
        "omnichannel.orders.v1.LineAmendment": {
            fulfilment?: components["schemas"]["omnichannel.type.v1.Fulfilment"];
            lineId?: string;
            options?: {
                [key: string]: string;
            };
            /**
             * Format: int32
             * @description How many units are kept, cancelled ones apart; 0 for none.
             */
            quantity?: number;
        };
        /** @description What became of a line. */
        "omnichannel.orders.v1.LineOutcome": {
            /**
             * Format: int32
             * @description Units that were cancelled.
             */
            cancelledQuantity?: number;
            lineId?: string;
            /** @description What was not done, and why. */
            refused?: components["schemas"]["omnichannel.orders.v1.RefusedUnits"][];
        };
        /** @description Some of a line. */
        "omnichannel.orders.v1.LineQuantity": {
            lineId?: string;
            /** @description As the line was sold. Answered, not read. */
            measure?: components["schemas"]["omnichannel.type.v1.Measure"];
            /** Format: int32 */
            quantity?: number;
        };
        /**
         * @description Why units were not cancelled, or a line not changed.
         *
         *     `LINE_REFUSAL_IN_PARCEL`: In a parcel that waits for its carrier, or ready at a store. Voiding the parcel frees them.
         *
         *     `LINE_REFUSAL_HANDED_OVER`: They have left; they can be returned.
         *
         *     `LINE_REFUSAL_GOES_WITH_GOODS`: Postage or a fee of goods that are on their way.
         *
         *     `LINE_REFUSAL_NOT_ORDERED`: The line never had as many.
         *
         *     `LINE_REFUSAL_ORDER_AGAIN`: More units are a new order: prices and stock are today's.
         *
         *     `LINE_REFUSAL_FULFILMENT_FIXED`: Postage, stock and promise hang on it: cancel the line and order again.
         *
         *     `LINE_REFUSAL_OPTIONS_FIXED`: Other options are another thing: cancel the line and order again.
         * @enum {string}
         */
        "omnichannel.orders.v1.LineRefusal": "LINE_REFUSAL_UNSPECIFIED" | "LINE_REFUSAL_IN_PARCEL" | "LINE_REFUSAL_HANDED_OVER" | "LINE_REFUSAL_ALREADY_CANCELLED" | "LINE_REFUSAL_GOES_WITH_GOODS" | "LINE_REFUSAL_NOT_ORDERED" | "LINE_REFUSAL_ORDER_AGAIN" | "LINE_REFUSAL_FULFILMENT_FIXED" | "LINE_REFUSAL_OPTIONS_FIXED";
        /** @description A page of claims. */
        "omnichannel.orders.v1.ListClaimsResponse": {
            claims?: components["schemas"]["omnichannel.orders.v1.Claim"][];
            nextPageToken?: string;
        };
        /** @description A page of orders. */
        "omnichannel.orders.v1.ListOrdersResponse": {
            /** @description Empty on the last page. */
            nextPageToken?: string;
            /** @description Without tracking events; GetOrder has them. */
            orders?: components["schemas"]["omnichannel.orders.v1.Order"][];
        };
        /** @description A page of a store's work. */
        "omnichannel.orders.v1.ListPickupsResponse": {
            /** @description Empty on the last page. */
            nextPageToken?: string;
            pickups?: components["schemas"]["omnichannel.orders.v1.Pickup"][];
        };
        /** @description A customer's saved tenders. */
        "omnichannel.orders.v1.ListSavedTendersResponse": {
            tenders?: components["schemas"]["omnichannel.orders.v1.SavedTender"][];
        };
        /** @description A page of orders to work on. */
        "omnichannel.orders.v1.ListWorkResponse": {
            items?: components["schemas"]["omnichannel.orders.v1.WorkItem"][];
            nextPageToken?: string;
        };
        /** @description What somebody knows of an order. */
        "omnichannel.orders.v1.LookupOrderRequest": {
            /** @description As given at checkout; case and spacing do not matter. This or the phone number. */
            email?: string;
            /** @description In any case. */
            orderNumber?: string;
            /** @description As given at checkout; spacing does not matter. This or the e-mail address. */
            phone?: string;
        };
        /** @description The order that was found. */
        "omnichannel.orders.v1.LookupOrderResponse": {
            /** @description Without owner, tenders and delivery details. */
            order?: components["schemas"]["omnichannel.orders.v1.Order"];
            /** Format: date-time */
            trackingExpiresAt?: string;
            /** @description For TrackingLinkService.GetTrackedOrder. */
            trackingToken?: string;
        };
        /** @description Goods are ready. */
        "omnichannel.orders.v1.MarkPickupReadyRequest": {
            /** @description Empty for all that waits. */
            lines?: components["schemas"]["omnichannel.orders.v1.LineQuantity"][];
            /**
             * Format: date-time
             * @description When; now when absent.
             */
            occurredAt?: string;
            pickupId?: string;
        };
        /** @description The pickup after it. */
        "omnichannel.orders.v1.MarkPickupReadyResponse": {
            pickup?: components["schemas"]["omnichannel.orders.v1.Pickup"];
        };
        /** @description Units that were picked or packed. */
        "omnichannel.orders.v1.Milestone": {
            /** Format: date-time */
            at?: string;
            kind?: components["schemas"]["omnichannel.orders.v1.MilestoneKind"];
            lines?: components["schemas"]["omnichannel.orders.v1.LineQuantity"][];
            milestoneId?: string;
        };
        /**
         * @description What happens to goods between the sale and the carrier.
         *
         *     `MILESTONE_KIND_PICKED`: Taken from the shelf.
         *
         *     `MILESTONE_KIND_PACKED`: In a box.
         *
         *     `MILESTONE_KIND_HANDED_OVER`: The carrier has it.
         * @enum {string}
         */
        "omnichannel.orders.v1.MilestoneKind": "MILESTONE_KIND_UNSPECIFIED" | "MILESTONE_KIND_PICKED" | "MILESTONE_KIND_PACKED" | "MILESTONE_KIND_HANDED_OVER";
        /** @description How far a line is. */
        "omnichannel.orders.v1.MilestoneLine": {
            /** Format: int32 */
            cancelledQuantity?: number;
            /** Format: int32 */
            handedOverQuantity?: number;
            lineId?: string;
            /** Format: int32 */
            orderedQuantity?: number;
            /** Format: int32 */
            packedQuantity?: number;
            /** Format: int32 */
            pickedQuantity?: number;
            /**
             * Format: int32
             * @description Units that were picked and are cancelled: to be put back.
             */
            putBackQuantity?: number;
        };
        /** @description Where units go instead. */
        "omnichannel.orders.v1.MovePickupRequest": {
            /** @description Empty for all that was rejected, else all that waits. */
            lines?: components["schemas"]["omnichannel.orders.v1.LineQuantity"][];
            pickupId?: string;
            /** @description Empty to have them shipped from a warehouse. */
            storeId?: string;
        };
        /** @description The pickups after it. */
        "omnichannel.orders.v1.MovePickupResponse": {
            /** @description At the other store; absent when they are shipped. */
            moved?: components["schemas"]["omnichannel.orders.v1.Pickup"];
            /** @description From where they were taken. */
            pickup?: components["schemas"]["omnichannel.orders.v1.Pickup"];
        };
        /** @description One event in our terms. */
        "omnichannel.orders.v1.NormalisedTrackingEvent": {
            /** @description Required without a status and without a forecast. */
            carrierStatusCode?: string;
            description?: string;
            /**
             * Format: date-time
             * @description The carrier's new forecast, made at occurred_at. It is an event of its own, and may come without a status.
             */
            estimatedDeliveryAt?: string;
            /** Format: date-time */
            occurredAt?: string;
            place?: string;
            reason?: components["schemas"]["omnichannel.orders.v1.ShipmentReason"];
            /** @description Unspecified where it follows from the carrier's code. */
            status?: components["schemas"]["omnichannel.orders.v1.ShipmentStatus"];
            trackingNumber?: string;
        };
        /** @description A parcel as the carrier names it that has it on another part of its way. */
        "omnichannel.orders.v1.OnwardParcel": {
            carrierCode?: string;
            trackingNumber?: string;
        };
        /** @description A purchase on any channel. */
        "omnichannel.orders.v1.Order": {
            /** Format: date-time */
            cancelledAt?: string;
            channel?: components["schemas"]["omnichannel.type.v1.Channel"];
            /** @description What was said to be wrong with parcels. Staff, services and the owner see them. */
            claims?: components["schemas"]["omnichannel.orders.v1.Claim"][];
            couponCodes?: string[];
            currencyCode?: string;
            customerId?: string;
            /**
             * Format: date-time
             * @description When everything was with the customer.
             */
            deliveredAt?: string;
            /** @description Nobody reported a delivery, and so much time has passed that it is assumed. Taken back when news comes. */
            deliveryAssumed?: boolean;
            externalId?: string;
            guestId?: string;
            lines?: components["schemas"]["omnichannel.orders.v1.OrderLine"][];
            market?: string;
            /** @description What was picked and packed, as it was reported. Hand-overs are events of parcels. Staff, services and the owner see them. */
            milestones?: components["schemas"]["omnichannel.orders.v1.Milestone"][];
            /** @description `{cart_id}.{generation}` of a cart that was sold here; otherwise made when recorded. */
            orderId?: string;
            /** @description `O-` and ten characters: what people read out and type. Made with the installation's key: nobody can tell it from an id, an external id or another number. */
            orderNumber?: string;
            origin?: components["schemas"]["omnichannel.type.v1.Origin"];
            /** @description What stores do for it, in the order in which it was given to them. */
            pickups?: components["schemas"]["omnichannel.orders.v1.Pickup"][];
            /** Format: date-time */
            placedAt?: string;
            /** Format: int64 */
            pointsRedeemed?: string;
            /** @description The promise that speaks for the whole order: of those in force a broken one before one at risk, that before an open one. */
            promise?: components["schemas"]["omnichannel.orders.v1.DeliveryPromise"];
            /** @description Every promise, in the order in which they were made. */
            promises?: components["schemas"]["omnichannel.orders.v1.DeliveryPromise"][];
            shipments?: components["schemas"]["omnichannel.orders.v1.Shipment"][];
            /** @description The system that the order was recorded or imported from, and its number there. A till that named no system is `till:` and its device. */
            source?: string;
            status?: components["schemas"]["omnichannel.orders.v1.OrderStatus"];
            storeId?: string;
            /** @description Payments that were captured, later ones too. Staff, services and the owner see them; LookupOrder leaves them out. */
            tenders?: components["schemas"]["omnichannel.type.v1.Tender"][];
            totals?: components["schemas"]["omnichannel.type.v1.Totals"];
            /**
             * Format: int64
             * @description Raised by every change; resumes WatchOrder.
             */
            version?: string;
        };
        /** @description A line of an order. fulfilled + cancelled <= ordered; returned <= fulfilled. */
        "omnichannel.orders.v1.OrderLine": {
            /** Format: int32 */
            cancelledQuantity?: number;
            /** Format: int32 */
            deliveredQuantity?: number;
            /** Format: int32 */
            fulfilledQuantity?: number;
            /** Format: int32 */
            packedQuantity?: number;
            /**
             * Format: int32
             * @description Of a line that is shipped: taken from the shelf, in a box. What has left counts as both.
             */
            pickedQuantity?: number;
            /** Format: int32 */
            returnedQuantity?: number;
            /** @description As sold; its quantity is what was ordered. */
            sale?: components["schemas"]["omnichannel.type.v1.SaleLine"];
        };
        /** @description The ledger of an order. Amounts are exact: what rounding cash added is in `rounding`. */
        "omnichannel.orders.v1.OrderPayments": {
            /** @description Held, not taken. */
            authorised?: components["schemas"]["omnichannel.type.v1.Money"];
            captured?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description Likewise. */
            charges?: components["schemas"]["omnichannel.orders.v1.Charge"][];
            /** @description What the order costs, less what was cancelled, came back or was given off. */
            cost?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description What is still to be paid. */
            due?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description Given back, on its way back, or owed because it failed. */
            givenBack?: components["schemas"]["omnichannel.type.v1.Money"];
            orderId?: string;
            /** @description In the order in which they were asked for. */
            refunds?: components["schemas"]["omnichannel.orders.v1.Refund"][];
            /** @description What rounding cash added to what was captured; negative: took off. */
            rounding?: components["schemas"]["omnichannel.type.v1.Money"];
            tenders?: components["schemas"]["omnichannel.orders.v1.TenderBalance"][];
            /** @description Holds that are needed for nothing any more, in the order of their payments. */
            voids?: components["schemas"]["omnichannel.orders.v1.Void"][];
        };
        /**
         * @description A sale that was made elsewhere, or long ago.
         *
         *     Source, store_id and external_id tell it from all others: two registers count alike.
         *
         *     Two records are the same when their values are, however they are written. An amount of zero is an absent one, and 1.50 is 1.5. The order of lines, options and tenders does not matter.
         */
        "omnichannel.orders.v1.OrderRecord": {
            /** @description How they were shipped, as far as it is known: the carrier, the market's shipping option, and the location that they left from. */
            carrierCode?: string;
            /** @description Where it was made. When a till records, its token decides. */
            channel?: components["schemas"]["omnichannel.type.v1.Channel"];
            currencyCode?: string;
            /** @description One of customer_id and guest_id, or neither. */
            customerId?: string;
            /**
             * Format: date-time
             * @description When the goods were with the customer. Absent in an import: at `placed_at`, like a sale over the counter. Absent in a recorded order: at once when it was made at a till, and open otherwise.
             */
            deliveredAt?: string;
            /** @description The number there; at most 128 characters. */
            externalId?: string;
            guestId?: string;
            /** @description What paid for part of it at Loyalty: the hold of HoldService.HoldPoints that its lines' points and coupons are of. Loyalty takes it only for the store that placed it and for one order; else it says so (OrderHoldRefused), and what comes back gives no points back. */
            holdId?: string;
            /** @description In the source's order; at most 5,000. */
            lines?: components["schemas"]["omnichannel.orders.v1.OrderRecordLine"][];
            market?: string;
            originId?: string;
            /** Format: date-time */
            placedAt?: string;
            postalCode?: string;
            /** @description What was promised of goods that are still to come, of a recorded order. */
            promised?: components["schemas"]["omnichannel.orders.v1.PromisedDays"];
            /** @description Where they went, ISO 3166-1 alpha-2 and postal code, of which two characters are kept. Absent: somewhere in the market. */
            regionCode?: string;
            /**
             * Format: date-time
             * @description When the carrier had them, of goods that were shipped. With it and `delivered_at` the record says how long such parcels take (DeliveryPromiseService).
             */
            shippedAt?: string;
            /** @description Zero when absent. A coupon's part of it is taken off. */
            shipping?: components["schemas"]["omnichannel.type.v1.Money"];
            shippingOptionId?: string;
            /**
             * @description The system that numbers: a register, a marketplace, an import. An id of at most 64 characters.
             *
             *     Empty when a till records: the till itself, which is `till:` and its device. It may name any other source, but no other till.
             */
            source?: string;
            storeId?: string;
            /** @description Zero when absent; only tax on top of the prices. */
            tax?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description Add up to the due amount; a payment in cash may be rounded as its market's country rounds it. Absent in an import: one tender of kind OTHER is taken for all of it. */
            tenders?: components["schemas"]["omnichannel.type.v1.Tender"][];
        };
        /** @description A line of such a sale. */
        "omnichannel.orders.v1.OrderRecordLine": {
            category?: string;
            /** @description What promotions took off the line; zero when absent. */
            discount?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description How the customer gets it. Absent: over the counter where the record says that goods were handed over, as a till's and an import's do, and shipped otherwise. What was handed over is neither shipped nor picked up. */
            fulfilment?: components["schemas"]["omnichannel.type.v1.Fulfilment"];
            /** @description The source's line number or id, unique in the order; returns name it. */
            lineId?: string;
            /** @description What coupons and points took off it beside `discount`, of these kinds, as the hold says. Points may name no source: it is the hold. */
            loyaltyDiscounts?: components["schemas"]["omnichannel.type.v1.Discount"][];
            measure?: components["schemas"]["omnichannel.type.v1.Measure"];
            /** @description Postage, a fee, a service. */
            nonMerchandise?: boolean;
            options?: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description Its share of the hold's points.
             */
            pointsRedeemed?: string;
            /**
             * Format: int32
             * @description Of `measure`.
             */
            quantity?: number;
            sku?: string;
            title?: string;
            /** @description For what `measure` says; decimal text in the major unit, at most 4 places, 0 or more. */
            unitPrice?: string;
        };
        /**
         * @description What an order's customer is told; after OrderStatus of Schema.org.
         *
         *     `ORDER_STATUS_DELIVERED`: Everything that was not cancelled is with the customer.
         *
         *     `ORDER_STATUS_PROBLEM`: At least one parcel failed, came back or seems lost.
         *
         *     `ORDER_STATUS_RETURNED`: Everything that was fulfilled came back.
         * @enum {string}
         */
        "omnichannel.orders.v1.OrderStatus": "ORDER_STATUS_UNSPECIFIED" | "ORDER_STATUS_PROCESSING" | "ORDER_STATUS_PAYMENT_DUE" | "ORDER_STATUS_IN_TRANSIT" | "ORDER_STATUS_PICKUP_AVAILABLE" | "ORDER_STATUS_DELIVERED" | "ORDER_STATUS_PROBLEM" | "ORDER_STATUS_CANCELLED" | "ORDER_STATUS_RETURNED";
        /** @description Units of a line that go into a box. */
        "omnichannel.orders.v1.PackingLine": {
            lineId?: string;
            measure?: components["schemas"]["omnichannel.type.v1.Measure"];
            options?: {
                [key: string]: string;
            };
            /** Format: int32 */
            quantity?: number;
            sku?: string;
            title?: string;
        };
        /** @description One of several pieces of a parcel. */
        "omnichannel.orders.v1.ParcelPiece": {
            status?: components["schemas"]["omnichannel.orders.v1.ShipmentStatus"];
            /** Format: date-time */
            statusAt?: string;
            statusReason?: components["schemas"]["omnichannel.orders.v1.ShipmentReason"];
            trackingNumber?: string;
            trackingUri?: string;
        };
        /**
         * @description What became of a payment.
         *
         *     `PAYMENT_STATE_AUTHORISED`: The amount is held.
         *
         *     `PAYMENT_STATE_CAPTURED`: The amount was taken.
         *
         *     `PAYMENT_STATE_VOIDED`: The hold was given up. What was taken stays taken.
         * @enum {string}
         */
        "omnichannel.orders.v1.PaymentState": "PAYMENT_STATE_UNSPECIFIED" | "PAYMENT_STATE_AUTHORISED" | "PAYMENT_STATE_CAPTURED" | "PAYMENT_STATE_VOIDED";
        /** @description What one store does of an order. The code against which goods are handed over is in none of it: see PickupService.ShowPickupCode. */
        "omnichannel.orders.v1.Pickup": {
            arrivalNote?: string;
            /**
             * Format: date-time
             * @description The customer says to be there, and where exactly; until something is collected.
             */
            arrivedAt?: string;
            /** Format: date-time */
            assignedAt?: string;
            /** Format: date-time */
            collectedAt?: string;
            /** @description Who else may collect. The owner, and staff who hand over, see them. */
            collectors?: components["schemas"]["omnichannel.orders.v1.Collector"][];
            /**
             * Format: date-time
             * @description What was promised of its lines; absent without a promise.
             */
            dueAt?: string;
            /** @description All that happened, earliest first. Lists and links leave it out. */
            events?: components["schemas"]["omnichannel.orders.v1.PickupEvent"][];
            /**
             * Format: date-time
             * @description Until when it is kept, while it is READY.
             */
            expiresAt?: string;
            lines?: components["schemas"]["omnichannel.orders.v1.PickupLine"][];
            orderId?: string;
            orderNumber?: string;
            pickupId?: string;
            purpose?: components["schemas"]["omnichannel.orders.v1.PickupPurpose"];
            /**
             * Format: date-time
             * @description Since when it is READY, or was.
             */
            readyAt?: string;
            status?: components["schemas"]["omnichannel.orders.v1.PickupStatus"];
            storeId?: string;
            /** @description IANA time zone of the store. */
            timeZone?: string;
        };
        /** @description One thing that happened to a pickup. */
        "omnichannel.orders.v1.PickupEvent": {
            /** @description Device or person; empty where time did it. */
            actorId?: string;
            /** @description Of a hand-over to somebody else who it was. */
            collectorId?: string;
            eventId?: string;
            kind?: components["schemas"]["omnichannel.orders.v1.PickupEventKind"];
            lines?: components["schemas"]["omnichannel.orders.v1.LineQuantity"][];
            /** Format: date-time */
            occurredAt?: string;
            /** @description Of what was undone the event; of what was moved the pickup at the other store. */
            otherId?: string;
            /** @description Of a hand-over without a code what was checked; of what was undone why. */
            reason?: string;
            /**
             * Format: date-time
             * @description By this system.
             */
            receivedAt?: string;
            /** @description Of a rejection. */
            rejection?: components["schemas"]["omnichannel.orders.v1.PickupRejection"];
            /**
             * Format: date-time
             * @description Of an extension.
             */
            until?: string;
        };
        /**
         * @description What happened to a pickup.
         *
         *     `PICKUP_EVENT_KIND_MOVED`: Units that were rejected went to another store, or are shipped.
         *
         *     `PICKUP_EVENT_KIND_GIVEN_UP`: Units that were rejected were cancelled.
         *
         *     `PICKUP_EVENT_KIND_CANCELLED`: Units that waited were cancelled.
         *
         *     `PICKUP_EVENT_KIND_UNDONE`: An earlier event is not so.
         * @enum {string}
         */
        "omnichannel.orders.v1.PickupEventKind": "PICKUP_EVENT_KIND_UNSPECIFIED" | "PICKUP_EVENT_KIND_ACCEPTED" | "PICKUP_EVENT_KIND_READY" | "PICKUP_EVENT_KIND_REJECTED" | "PICKUP_EVENT_KIND_MOVED" | "PICKUP_EVENT_KIND_GIVEN_UP" | "PICKUP_EVENT_KIND_CANCELLED" | "PICKUP_EVENT_KIND_EXPIRED" | "PICKUP_EVENT_KIND_COLLECTED" | "PICKUP_EVENT_KIND_ARRIVED" | "PICKUP_EVENT_KIND_REMINDED" | "PICKUP_EVENT_KIND_EXTENDED" | "PICKUP_EVENT_KIND_UNDONE";
        /** @description Some of a line at a store. The quantities but `quantity` add up to it. */
        "omnichannel.orders.v1.PickupLine": {
            /** Format: int32 */
            cancelledQuantity?: number;
            /** Format: int32 */
            collectedQuantity?: number;
            /** Format: int32 */
            expiredQuantity?: number;
            lineId?: string;
            measure?: components["schemas"]["omnichannel.type.v1.Measure"];
            /** Format: int32 */
            movedQuantity?: number;
            /**
             * Format: int32
             * @description Given to the store.
             */
            quantity?: number;
            /** Format: int32 */
            readyQuantity?: number;
            /**
             * Format: int32
             * @description Rejected, and neither moved nor cancelled yet.
             */
            rejectedQuantity?: number;
            sku?: string;
            title?: string;
            /** Format: int32 */
            waitingQuantity?: number;
        };
        /**
         * @description What a store does goods for.
         *
         *     `PICKUP_PURPOSE_COLLECTION`: The customer comes for them.
         *
         *     `PICKUP_PURPOSE_SHIPPING`: The store sends them.
         * @enum {string}
         */
        "omnichannel.orders.v1.PickupPurpose": "PICKUP_PURPOSE_UNSPECIFIED" | "PICKUP_PURPOSE_COLLECTION" | "PICKUP_PURPOSE_SHIPPING";
        /**
         * @description Why a store cannot do it.
         *
         *     `PICKUP_REJECTION_OUT_OF_STOCK`: The goods are not there: they go back to no stock.
         *
         *     `PICKUP_REJECTION_DAMAGED`: The goods cannot be sold: they go back to no stock.
         *
         *     `PICKUP_REJECTION_CAPACITY`: Nobody has the time.
         *
         *     `PICKUP_REJECTION_STORE_CLOSED`: The store does not open.
         *
         *     `PICKUP_REJECTION_CUSTOMER_REQUEST`: The customer does not want them: they are cancelled at once.
         * @enum {string}
         */
        "omnichannel.orders.v1.PickupRejection": "PICKUP_REJECTION_UNSPECIFIED" | "PICKUP_REJECTION_OUT_OF_STOCK" | "PICKUP_REJECTION_DAMAGED" | "PICKUP_REJECTION_CAPACITY" | "PICKUP_REJECTION_STORE_CLOSED" | "PICKUP_REJECTION_CUSTOMER_REQUEST" | "PICKUP_REJECTION_OTHER";
        /**
         * @description Where the work of one store stands.
         *
         *     `PICKUP_STATUS_WAITING`: Given to the store; nobody has begun.
         *
         *     `PICKUP_STATUS_PICKING`: Somebody picks the goods, or a part of them is ready.
         *
         *     `PICKUP_STATUS_READY`: All that is left of it waits for the customer, or for the carrier.
         *
         *     `PICKUP_STATUS_COLLECTED`: All that is left of it is with the customer, or sent.
         *
         *     `PICKUP_STATUS_EXPIRED`: Nobody came for it in time.
         *
         *     `PICKUP_STATUS_REJECTED`: The store could not do it.
         *
         *     `PICKUP_STATUS_CANCELLED`: Called off.
         * @enum {string}
         */
        "omnichannel.orders.v1.PickupStatus": "PICKUP_STATUS_UNSPECIFIED" | "PICKUP_STATUS_WAITING" | "PICKUP_STATUS_PICKING" | "PICKUP_STATUS_READY" | "PICKUP_STATUS_COLLECTED" | "PICKUP_STATUS_EXPIRED" | "PICKUP_STATUS_REJECTED" | "PICKUP_STATUS_CANCELLED";
        /** @description In how many days goods were promised, as a shipping option says it. */
        "omnichannel.orders.v1.PromisedDays": {
            /** @description Until when on the last day, `HH:mm` there; empty for its end. */
            by?: string;
            /** @description What is ordered later on a day counts as ordered on the next working day, `HH:mm` there; empty for none. */
            cutOff?: string;
            /** Format: int32 */
            maxDays?: number;
            /**
             * Format: int32
             * @description From 0 to 365, the second not below the first.
             */
            minDays?: number;
            /** @description Only working days of the country where it goes count. */
            workingDays?: boolean;
        };
        /**
         * @description Where a promised delivery window stands.
         *
         *     `PROMISE_STATE_AT_RISK`: What is known no longer fits the window. May still be kept.
         *
         *     `PROMISE_STATE_BROKEN`: The window passed without delivery, or delivery came after it. Late evidence decides again.
         *
         *     `PROMISE_STATE_KEPT`: Delivered within the window; goods that wait at a store: ready within it. Late evidence decides again.
         *
         *     `PROMISE_STATE_WITHDRAWN`: All of it was cancelled before it was decided, or it went out without tracking and nobody can tell.
         * @enum {string}
         */
        "omnichannel.orders.v1.PromiseState": "PROMISE_STATE_UNSPECIFIED" | "PROMISE_STATE_MADE" | "PROMISE_STATE_AT_RISK" | "PROMISE_STATE_BROKEN" | "PROMISE_STATE_KEPT" | "PROMISE_STATE_WITHDRAWN";
        /** @description A turn that a promise took. */
        "omnichannel.orders.v1.PromiseTurn": {
            /** Format: date-time */
            at?: string;
            /**
             * Format: date-time
             * @description The window of the revision.
             */
            earliestAt?: string;
            /** Format: date-time */
            latestAt?: string;
            /** @description As in the event that told of it. */
            reason?: string;
            /** Format: int32 */
            revision?: number;
            /** @description What it was from then on. */
            state?: components["schemas"]["omnichannel.orders.v1.PromiseState"];
        };
        /** @description Who took a parcel. Personal data. */
        "omnichannel.orders.v1.ProofOfDelivery": {
            /** Format: date-time */
            deliveredAt?: string;
            /** @description Reference of a photo or signature: an https URI, or an id of the system that keeps it. Not the picture itself. */
            photoReference?: string;
            /** @description Where it was left, for example the front desk. */
            place?: string;
            /** @description The name that was given. */
            receivedBy?: string;
            /** @description Who says so: `carrier`, `staff`. Answered, not read. */
            source?: string;
        };
        /** @description When it would come. */
        "omnichannel.orders.v1.QuoteDeliveryResponse": {
            /** Format: double */
            confidence?: number;
            /** @description LEARNED. */
            estimate?: components["schemas"]["omnichannel.type.v1.DeliveryEstimate"];
            /**
             * Format: date-time
             * @description Half of the parcels come until then.
             */
            expectedAt?: string;
            /**
             * Format: double
             * @description From how many parcels that came this was learned. Older ones, and those of neighbouring lanes, count as a part of one.
             */
            parcels?: number;
        };
        /** @description A sale to record. */
        "omnichannel.orders.v1.RecordOrderRequest": {
            order?: components["schemas"]["omnichannel.orders.v1.OrderRecord"];
        };
        /** @description The order it became. */
        "omnichannel.orders.v1.RecordOrderResponse": {
            order?: components["schemas"]["omnichannel.orders.v1.Order"];
        };
        /** @description A payment after the sale. */
        "omnichannel.orders.v1.RecordPaymentRequest": {
            /**
             * Format: date-time
             * @description Now when absent.
             */
            occurredAt?: string;
            orderId?: string;
            /** @description Names it in the order; at most 128 characters. */
            paymentId?: string;
            state?: components["schemas"]["omnichannel.orders.v1.PaymentState"];
            /** @description In the order's currency. Only cash may come without a reference. */
            tender?: components["schemas"]["omnichannel.type.v1.Tender"];
        };
        /** @description The ledger after it. */
        "omnichannel.orders.v1.RecordPaymentResponse": {
            payments?: components["schemas"]["omnichannel.orders.v1.OrderPayments"];
        };
        /** @description Who took a parcel. */
        "omnichannel.orders.v1.RecordProofOfDeliveryRequest": {
            orderId?: string;
            /** @description With at least one of name, photo and place. */
            proof?: components["schemas"]["omnichannel.orders.v1.ProofOfDelivery"];
            shipmentId?: string;
        };
        /** @description It is kept. */
        "omnichannel.orders.v1.RecordProofOfDeliveryResponse": Record<string, never>;
        /** @description Money on its way back. */
        "omnichannel.orders.v1.Refund": {
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description They add up to the amount. */
            parts?: components["schemas"]["omnichannel.orders.v1.RefundPart"][];
            /** @description ORDER_CANCELLED, RETURN, OVERPAID, SECOND_SALE (a further sale under the order's id, whose payments are not the order's), or what staff said. */
            reason?: string;
            refundId?: string;
            /** Format: date-time */
            requestedAt?: string;
            /** @description Of the return that asked for it; else empty. */
            returnId?: string;
            /** @description What rounding cash added to the amount; negative: took off. */
            rounding?: components["schemas"]["omnichannel.type.v1.Money"];
            state?: components["schemas"]["omnichannel.orders.v1.RefundState"];
        };
        /** @description What one payment gives back. */
        "omnichannel.orders.v1.RefundPart": {
            /** @description A till gave it back in cash. */
            atTill?: boolean;
            /** @description Why the provider would not, the last time. */
            failureReason?: string;
            /** @description Of the last try. */
            instructionId?: string;
            /**
             * Format: date-time
             * @description When it is tried again by itself.
             */
            nextTryAt?: string;
            /** @description The payment that it comes from, and how much of it. */
            source?: components["schemas"]["omnichannel.type.v1.Tender"];
            state?: components["schemas"]["omnichannel.orders.v1.RefundState"];
            /** @description Where it goes. */
            to?: components["schemas"]["omnichannel.type.v1.Tender"];
            /**
             * Format: int32
             * @description How often it was tried.
             */
            tries?: number;
        };
        /**
         * @description Where a refund, or a part of it, stands.
         *
         *     `REFUND_STATE_COMPLETED`: All of it was given back.
         *
         *     `REFUND_STATE_REQUESTED`: The instruction is out.
         *
         *     `REFUND_STATE_RETRYING`: It failed, and is tried again by itself.
         *
         *     `REFUND_STATE_ESCALATED`: It failed too often, or for good: staff must find another way.
         * @enum {string}
         */
        "omnichannel.orders.v1.RefundState": "REFUND_STATE_UNSPECIFIED" | "REFUND_STATE_COMPLETED" | "REFUND_STATE_REQUESTED" | "REFUND_STATE_RETRYING" | "REFUND_STATE_ESCALATED";
        /** @description Units for which something was not done. */
        "omnichannel.orders.v1.RefusedUnits": {
            /** Format: int32 */
            quantity?: number;
            reason?: components["schemas"]["omnichannel.orders.v1.LineRefusal"];
        };
        /** @description The store cannot do it. */
        "omnichannel.orders.v1.RejectPickupRequest": {
            /** @description Empty for all that waits. */
            lines?: components["schemas"]["omnichannel.orders.v1.LineQuantity"][];
            /**
             * Format: date-time
             * @description When; now when absent.
             */
            occurredAt?: string;
            pickupId?: string;
            reason?: components["schemas"]["omnichannel.orders.v1.PickupRejection"];
        };
        /** @description The pickup after it. */
        "omnichannel.orders.v1.RejectPickupResponse": {
            pickup?: components["schemas"]["omnichannel.orders.v1.Pickup"];
        };
        /** @description A milestone to report. */
        "omnichannel.orders.v1.ReportMilestoneRequest": {
            kind?: components["schemas"]["omnichannel.orders.v1.MilestoneKind"];
            /** @description Of PICKED and PACKED. */
            lines?: components["schemas"]["omnichannel.orders.v1.LineQuantity"][];
            /** @description Chosen by whoever reports, once per milestone: the same again changes nothing. */
            milestoneId?: string;
            /**
             * Format: date-time
             * @description Now when absent.
             */
            occurredAt?: string;
            orderId?: string;
            /** @description Of HANDED_OVER. */
            shipmentId?: string;
            /** @description Of HANDED_OVER: one piece of a parcel of several; empty for all of it. */
            trackingNumber?: string;
        };
        /** @description How far the order is. */
        "omnichannel.orders.v1.ReportMilestoneResponse": {
            /** @description The lines that are shipped. */
            lines?: components["schemas"]["omnichannel.orders.v1.MilestoneLine"][];
        };
        /** @description A provider's answer. */
        "omnichannel.orders.v1.ReportPaymentResultRequest": {
            /** @description Must be the instruction's. Required for a charge that succeeded. */
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description With FAILED; at most 500 characters. */
            failureReason?: string;
            /** @description As in RefundInstruction or ChargeRequested. */
            instructionId?: string;
            /** @description Of a charge: how it was paid, when the customer could choose, and the provider's reference of the payment. */
            kind?: components["schemas"]["omnichannel.type.v1.TenderKind"];
            /**
             * Format: date-time
             * @description When, by the provider; now when absent.
             */
            occurredAt?: string;
            /** @description With FAILED: another try would fail, too. */
            permanent?: boolean;
            reference?: string;
            /** @description SUCCEEDED or FAILED. */
            state?: components["schemas"]["omnichannel.orders.v1.InstructionState"];
        };
        /** @description The ledger after it. */
        "omnichannel.orders.v1.ReportPaymentResultResponse": {
            payments?: components["schemas"]["omnichannel.orders.v1.OrderPayments"];
        };
        /** @description Asks for what is due. */
        "omnichannel.orders.v1.RequestChargeRequest": {
            /** @description All that is due and not asked for yet when absent. */
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            orderId?: string;
            /** @description One of the saved tenders of the order's customer; empty for a link. */
            tenderId?: string;
        };
        /** @description The ledger with the charge, its last one. */
        "omnichannel.orders.v1.RequestChargeResponse": {
            payments?: components["schemas"]["omnichannel.orders.v1.OrderPayments"];
        };
        /** @description Gives something off. */
        "omnichannel.orders.v1.RequestRefundRequest": {
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            orderId?: string;
            /** @description Why, UPPER_SNAKE_CASE, for example GOODWILL; at most 64 characters. */
            reason?: string;
        };
        /** @description The ledger with the refund, its last one. */
        "omnichannel.orders.v1.RequestRefundResponse": {
            payments?: components["schemas"]["omnichannel.orders.v1.OrderPayments"];
        };
        /** @description A decision. */
        "omnichannel.orders.v1.ResolveClaimRequest": {
            claimId?: string;
            orderId?: string;
            /** @description Stable code of why; required to decline. At most 64 characters. */
            reason?: string;
            resolution?: components["schemas"]["omnichannel.orders.v1.ClaimResolution"];
        };
        /** @description The claim. */
        "omnichannel.orders.v1.ResolveClaimResponse": {
            claim?: components["schemas"]["omnichannel.orders.v1.Claim"];
        };
        /** @description Tries a refund again. */
        "omnichannel.orders.v1.RetryRefundRequest": {
            /** @description Another way; unspecified for the same one. */
            kind?: components["schemas"]["omnichannel.type.v1.TenderKind"];
            orderId?: string;
            /** @description The provider's reference of it; may be empty for cash and store credit. */
            reference?: string;
            refundId?: string;
        };
        /** @description The ledger after it. */
        "omnichannel.orders.v1.RetryRefundResponse": {
            payments?: components["schemas"]["omnichannel.orders.v1.OrderPayments"];
        };
        /** @description A claim to take up. */
        "omnichannel.orders.v1.ReviewClaimRequest": {
            claimId?: string;
            orderId?: string;
        };
        /** @description The claim. */
        "omnichannel.orders.v1.ReviewClaimResponse": {
            claim?: components["schemas"]["omnichannel.orders.v1.Claim"];
        };
        /** @description A new window for a promise. */
        "omnichannel.orders.v1.RevisePromiseRequest": {
            /** Format: date-time */
            earliestAt?: string;
            /** Format: date-time */
            latestAt?: string;
            orderId?: string;
            promiseId?: string;
            /** @description Told to the customer's agent, not to the customer. */
            reason?: string;
        };
        /** @description The promise in force. */
        "omnichannel.orders.v1.RevisePromiseResponse": {
            promise?: components["schemas"]["omnichannel.orders.v1.DeliveryPromise"];
        };
        /** @description Who may not collect any more. */
        "omnichannel.orders.v1.RevokeCollectorRequest": {
            collectorId?: string;
            pickupId?: string;
        };
        /** @description The pickup after it. */
        "omnichannel.orders.v1.RevokeCollectorResponse": {
            pickup?: components["schemas"]["omnichannel.orders.v1.Pickup"];
        };
        /** @description Asks to end the links to an order. */
        "omnichannel.orders.v1.RevokeTrackingLinksRequest": {
            orderId?: string;
        };
        /** @description None of the links is good any more. */
        "omnichannel.orders.v1.RevokeTrackingLinksResponse": Record<string, never>;
        /** @description A means of payment that a customer saved. Never a card number. */
        "omnichannel.orders.v1.SavedTender": {
            /** @description As its provider names it, for example `visa`; may be empty. */
            brand?: string;
            /** @description Its last day is over. */
            expired?: boolean;
            /**
             * Format: int32
             * @description 1 to 12; 0 when it does not expire.
             */
            expiryMonth?: number;
            /** Format: int32 */
            expiryYear?: number;
            /** @description Charged when nobody chooses another. */
            isDefault?: boolean;
            kind?: components["schemas"]["omnichannel.type.v1.TenderKind"];
            /** @description Four digits; may be empty. */
            lastFour?: string;
            /** @description The provider's reference. Services see it, nobody else. */
            reference?: string;
            tenderId?: string;
        };
        /** @description Goods leave the store. */
        "omnichannel.orders.v1.SendPickupRequest": {
            /** @description These as in CreateShipmentRequest. */
            carrierCode?: string;
            /** @description Empty for all that is packed, else for all that waits. */
            lines?: components["schemas"]["omnichannel.orders.v1.LineQuantity"][];
            pickupId?: string;
            trackingNumber?: string;
            trackingUri?: string;
        };
        /** @description The pickup and its parcel after it. */
        "omnichannel.orders.v1.SendPickupResponse": {
            pickup?: components["schemas"]["omnichannel.orders.v1.Pickup"];
            shipment?: components["schemas"]["omnichannel.orders.v1.Shipment"];
        };
        /** @description Chooses the default. */
        "omnichannel.orders.v1.SetDefaultTenderRequest": {
            customerId?: string;
            tenderId?: string;
        };
        /** @description The customer's saved tenders after it. */
        "omnichannel.orders.v1.SetDefaultTenderResponse": {
            tenders?: components["schemas"]["omnichannel.orders.v1.SavedTender"][];
        };
        /** @description A window to promise. */
        "omnichannel.orders.v1.SetPromiseRequest": {
            /** Format: date-time */
            earliestAt?: string;
            /** Format: date-time */
            latestAt?: string;
            /** @description What it is about; empty for every line. */
            lineIds?: string[];
            orderId?: string;
        };
        /** @description The promise in force. */
        "omnichannel.orders.v1.SetPromiseResponse": {
            promise?: components["schemas"]["omnichannel.orders.v1.DeliveryPromise"];
        };
        /** @description A parcel. */
        "omnichannel.orders.v1.Shipment": {
            /** @description For example `dhl`, `ups`, `gls`; names the data file that maps the carrier's codes. */
            carrierCode?: string;
            /** Format: date-time */
            createdAt?: string;
            /** @description DELIVERED because nobody reported it for so long: no event says so. */
            deliveryAssumed?: boolean;
            /** @description The order's address was changed after it was announced: it needs a new label while it waits, and goes to the address of before once it has left. */
            earlierAddress?: boolean;
            /**
             * Format: date-time
             * @description The carrier's own forecast: of `forecasts`, the one that it made last.
             */
            estimatedDeliveryAt?: string;
            /** @description Known so far, ordered by occurred_at. */
            events?: components["schemas"]["omnichannel.orders.v1.TrackingEvent"][];
            /** @description What the carrier forecast, ordered by told_at. */
            forecasts?: components["schemas"]["omnichannel.orders.v1.DeliveryForecast"][];
            /** @description Somebody told who took it, or where it was left: FulfilmentService.GetProofOfDelivery. */
            hasProof?: boolean;
            lines?: components["schemas"]["omnichannel.orders.v1.LineQuantity"][];
            /** @description Other carriers that go on with it, by their own numbers. What they tell is in `events`, too. */
            onward?: components["schemas"]["omnichannel.orders.v1.OnwardParcel"][];
            orderId?: string;
            /** @description The location that it leaves from; empty when that was not told. */
            originId?: string;
            /** @description Of a parcel of several pieces: each, the first included. The parcel is delivered when all are. */
            pieces?: components["schemas"]["omnichannel.orders.v1.ParcelPiece"][];
            shipmentId?: string;
            status?: components["schemas"]["omnichannel.orders.v1.ShipmentStatus"];
            /**
             * Format: date-time
             * @description When it got that status, by the carrier.
             */
            statusAt?: string;
            /** @description Why, or where exactly: the reason of the event that decided. */
            statusReason?: components["schemas"]["omnichannel.orders.v1.ShipmentReason"];
            trackingNumber?: string;
            trackingUri?: string;
        };
        /**
         * @description Why a parcel stands where it stands, or where exactly: one vocabulary over all carriers.
         *
         *     `SHIPMENT_REASON_UNSPECIFIED`: Not told, or in words of the carrier's that nobody knows.
         *
         *     `SHIPMENT_REASON_RECIPIENT_ABSENT`: Nobody was there to take it.
         *
         *     `SHIPMENT_REASON_BUSINESS_CLOSED`: The place was closed.
         *
         *     `SHIPMENT_REASON_ADDRESS_INCOMPLETE`: The address lacks something.
         *
         *     `SHIPMENT_REASON_ADDRESS_UNKNOWN`: There is no such address.
         *
         *     `SHIPMENT_REASON_RECIPIENT_MOVED`: Whoever it is for has moved away.
         *
         *     `SHIPMENT_REASON_REFUSED`: Whoever it is for did not take it.
         *
         *     `SHIPMENT_REASON_DAMAGED`: It, or its packing, is damaged.
         *
         *     `SHIPMENT_REASON_LOST`: The carrier cannot find it.
         *
         *     `SHIPMENT_REASON_CUSTOMS`: It is at customs.
         *
         *     `SHIPMENT_REASON_PAYMENT_DUE`: Duty, tax or cash on delivery is to be paid first.
         *
         *     `SHIPMENT_REASON_NEIGHBOUR`: A neighbour has it, or had it.
         *
         *     `SHIPMENT_REASON_LOCKER`: It is in a locker.
         *
         *     `SHIPMENT_REASON_PICKUP_POINT`: It is at a shop or counter.
         *
         *     `SHIPMENT_REASON_MAILBOX`: It is in the mailbox.
         *
         *     `SHIPMENT_REASON_SAFE_PLACE`: It was left where the customer had asked.
         *
         *     `SHIPMENT_REASON_NOT_COLLECTED`: Nobody came for it in time.
         *
         *     `SHIPMENT_REASON_WEATHER`: Because of the weather.
         *
         *     `SHIPMENT_REASON_HOLIDAY`: Because of a holiday.
         *
         *     `SHIPMENT_REASON_MISROUTED`: It went the wrong way.
         *
         *     `SHIPMENT_REASON_RECIPIENT_REQUEST`: As whoever it is for has asked.
         *
         *     `SHIPMENT_REASON_SHIPMENT_VOIDED`: The sender called it off.
         *
         *     `SHIPMENT_REASON_EXCEPTION`: Something that the carrier does not name.
         *
         *     `SHIPMENT_REASON_CORRECTED`: Staff set it.
         *
         *     `SHIPMENT_REASON_ASSUMED`: Nobody reported it for so long that it must be so.
         *
         *     `SHIPMENT_REASON_NO_NEWS`: Nobody has told anything of it for so long.
         * @enum {string}
         */
        "omnichannel.orders.v1.ShipmentReason": "SHIPMENT_REASON_UNSPECIFIED" | "SHIPMENT_REASON_RECIPIENT_ABSENT" | "SHIPMENT_REASON_BUSINESS_CLOSED" | "SHIPMENT_REASON_ADDRESS_INCOMPLETE" | "SHIPMENT_REASON_ADDRESS_UNKNOWN" | "SHIPMENT_REASON_RECIPIENT_MOVED" | "SHIPMENT_REASON_REFUSED" | "SHIPMENT_REASON_DAMAGED" | "SHIPMENT_REASON_LOST" | "SHIPMENT_REASON_CUSTOMS" | "SHIPMENT_REASON_PAYMENT_DUE" | "SHIPMENT_REASON_NEIGHBOUR" | "SHIPMENT_REASON_LOCKER" | "SHIPMENT_REASON_PICKUP_POINT" | "SHIPMENT_REASON_MAILBOX" | "SHIPMENT_REASON_SAFE_PLACE" | "SHIPMENT_REASON_NOT_COLLECTED" | "SHIPMENT_REASON_WEATHER" | "SHIPMENT_REASON_HOLIDAY" | "SHIPMENT_REASON_MISROUTED" | "SHIPMENT_REASON_RECIPIENT_REQUEST" | "SHIPMENT_REASON_SHIPMENT_VOIDED" | "SHIPMENT_REASON_EXCEPTION" | "SHIPMENT_REASON_CORRECTED" | "SHIPMENT_REASON_ASSUMED" | "SHIPMENT_REASON_NO_NEWS";
        /**
         * @description Where one shipment stands. A fold over the set of its tracking events, whatever their order of arrival.
         *
         *     `SHIPMENT_STATUS_PENDING`: Announced; the carrier does not have it yet.
         *
         *     `SHIPMENT_STATUS_DELIVERED`: Terminal.
         *
         *     `SHIPMENT_STATUS_COLLECTED`: Terminal.
         *
         *     `SHIPMENT_STATUS_RETURN_TO_SENDER`: Terminal.
         *
         *     `SHIPMENT_STATUS_CANCELLED`: Terminal.
         *
         *     `SHIPMENT_STATUS_EXPIRED`: A pickup that nobody came for. Terminal.
         * @enum {string}
         */
        "omnichannel.orders.v1.ShipmentStatus": "SHIPMENT_STATUS_UNSPECIFIED" | "SHIPMENT_STATUS_PENDING" | "SHIPMENT_STATUS_PICKED_UP" | "SHIPMENT_STATUS_IN_TRANSIT" | "SHIPMENT_STATUS_OUT_FOR_DELIVERY" | "SHIPMENT_STATUS_DELIVERED" | "SHIPMENT_STATUS_ON_HOLD" | "SHIPMENT_STATUS_DELAYED" | "SHIPMENT_STATUS_DELIVERY_FAILED" | "SHIPMENT_STATUS_READY_FOR_PICKUP" | "SHIPMENT_STATUS_COLLECTED" | "SHIPMENT_STATUS_RETURN_TO_SENDER" | "SHIPMENT_STATUS_CANCELLED" | "SHIPMENT_STATUS_LOST_SUSPECTED" | "SHIPMENT_STATUS_EXPIRED";
        /** @description Asks for the code of a pickup. */
        "omnichannel.orders.v1.ShowPickupCodeRequest": {
            pickupId?: string;
        };
        /** @description What its owner shows at the store. */
        "omnichannel.orders.v1.ShowPickupCodeResponse": {
            address?: components["schemas"]["omnichannel.type.v1.PostalAddress"];
            /** @description Eight characters and a dash, for people and for code readers. */
            code?: string;
            /**
             * Format: date-time
             * @description Absent while it is not ready.
             */
            expiresAt?: string;
            storeId?: string;
            /** @description These as the store's record has them now; empty while it is not known. */
            storeName?: string;
            /** @description IANA time zone of the store. */
            timeZone?: string;
        };
        /** @description What one payment brought, and what became of it. Payments of one kind and reference are one. */
        "omnichannel.orders.v1.TenderBalance": {
            authorised?: components["schemas"]["omnichannel.type.v1.Money"];
            beingRefunded?: components["schemas"]["omnichannel.type.v1.Money"];
            captured?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description To be given back, but the provider would not. */
            failed?: components["schemas"]["omnichannel.type.v1.Money"];
            kind?: components["schemas"]["omnichannel.type.v1.TenderKind"];
            /** @description What can still be given back of it. */
            left?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description The provider's; may be empty for cash. */
            reference?: string;
            refunded?: components["schemas"]["omnichannel.type.v1.Money"];
        };
        /**
         * @description How the moment of a scan is known. Carriers often write what a clock on a wall showed.
         *
         *     `TIME_BASIS_OFFSET`: It came with its offset, or as an instant.
         *
         *     `TIME_BASIS_PLACE`: A local time, read in the zone of the scan's place.
         *
         *     `TIME_BASIS_CARRIER_HOME`: A local time, read in the zone in which its carrier writes.
         *
         *     `TIME_BASIS_UNKNOWN`: A local time of nobody knows where, read as UTC or in one of the zones of its country.
         * @enum {string}
         */
        "omnichannel.orders.v1.TimeBasis": "TIME_BASIS_UNSPECIFIED" | "TIME_BASIS_OFFSET" | "TIME_BASIS_PLACE" | "TIME_BASIS_CARRIER_HOME" | "TIME_BASIS_UNKNOWN";
        /** @description One thing that happened to a parcel. */
        "omnichannel.orders.v1.TrackingEvent": {
            /** @description The carrier's own code, as it came. */
            carrierStatusCode?: string;
            /** @description The carrier's text. */
            description?: string;
            /** @description Hash of what identifies the event; the same event is stored once however often it comes. */
            eventId?: string;
            /**
             * Format: date-time
             * @description By the carrier.
             */
            occurredAt?: string;
            /** @description Of a parcel of several pieces: the one that it is about; empty for all. */
            piece?: string;
            /** @description Locality and country, as the carrier names them. */
            place?: string;
            /** @description Why, or where exactly. */
            reason?: components["schemas"]["omnichannel.orders.v1.ShipmentReason"];
            /**
             * Format: date-time
             * @description By this system.
             */
            receivedAt?: string;
            /** @description Who told: `webhook`, `poll`, `ops`, `warehouse`, `import`, `correction`. */
            source?: string;
            /** @description What it means; unspecified when the code is unknown, which then changes no status. */
            status?: components["schemas"]["omnichannel.orders.v1.ShipmentStatus"];
            /** @description How `occurred_at` is known. */
            timeBasis?: components["schemas"]["omnichannel.orders.v1.TimeBasis"];
            /**
             * Format: int32
             * @description How far from `occurred_at` the moment can really lie, on either side; 0 where it is certain. A time that is not certain breaks no promise by itself.
             */
            uncertainSeconds?: number;
        };
        /** @description News of one parcel, or a carrier's answer as it came. */
        "omnichannel.orders.v1.TrackingReport": {
            /** @description Names the data file that understands the carrier. Events in our terms are taken of any carrier. */
            carrierCode?: string;
            /** @description Already in our terms. At most one of event, rawPayload is set. */
            event?: components["schemas"]["omnichannel.orders.v1.NormalisedTrackingEvent"];
            /** @description The carrier's own document (JSON), with all parcels and events that it tells of. At most one of event, rawPayload is set. */
            rawPayload?: string;
            /** @description The parcel that a document is about which names none. */
            trackingNumber?: string;
        };
        /** @description What became of one report. */
        "omnichannel.orders.v1.TrackingReportResult": {
            /**
             * Format: int32
             * @description Events that were new.
             */
            acceptedEvents?: number;
            /**
             * Format: int32
             * @description Events that were known.
             */
            duplicateEvents?: number;
            /**
             * Format: int32
             * @description Events older than the parcels that their number means; they are not kept.
             */
            outdatedEvents?: number;
            /**
             * Format: int32
             * @description New events whose parcel is not known yet; they wait for it.
             */
            pendingEvents?: number;
            /** @description Absent when the report was understood. */
            refusal?: components["schemas"]["omnichannel.type.v1.Refusal"];
            /**
             * Format: int32
             * @description Events that are not kept, since very many like them are.
             */
            surplusEvents?: number;
            /**
             * Format: int32
             * @description New events whose code nobody knows.
             */
            unknownEvents?: number;
            /**
             * Format: int32
             * @description Events of a document that cannot be read: without a time that can be, or with neither code nor text. The others are taken.
             */
            unreadableEvents?: number;
        };
        /** @description What of a history is not so. */
        "omnichannel.orders.v1.UndoPickupEventRequest": {
            eventId?: string;
            pickupId?: string;
            reason?: string;
        };
        /** @description The pickup after it. */
        "omnichannel.orders.v1.UndoPickupEventResponse": {
            pickup?: components["schemas"]["omnichannel.orders.v1.Pickup"];
        };
        /** @description A hold on its way back to its customer. */
        "omnichannel.orders.v1.Void": {
            /** @description Of the latest try. */
            failureReason?: string;
            hold?: components["schemas"]["omnichannel.type.v1.Tender"];
            /** @description Of the latest try. */
            instructionId?: string;
            /**
             * Format: date-time
             * @description Of RETRYING.
             */
            nextTryAt?: string;
            /** @description As in RecordPayment. */
            paymentId?: string;
            state?: components["schemas"]["omnichannel.orders.v1.RefundState"];
            /** Format: int32 */
            tries?: number;
        };
        /** @description A parcel to call off. */
        "omnichannel.orders.v1.VoidShipmentRequest": {
            orderId?: string;
            shipmentId?: string;
        };
        /** @description The parcel. */
        "omnichannel.orders.v1.VoidShipmentResponse": {
            shipment?: components["schemas"]["omnichannel.orders.v1.Shipment"];
        };
        /** @description A parcel that waits for its carrier. */
        "omnichannel.orders.v1.WaitingParcel": {
            carrierCode?: string;
            /** @description The address was changed after it was announced. */
            needsNewLabel?: boolean;
            shipmentId?: string;
            trackingNumber?: string;
        };
        /** @description The order after a change. */
        "omnichannel.orders.v1.WatchOrderResponse": {
            order?: components["schemas"]["omnichannel.orders.v1.Order"];
            /**
             * Format: int64
             * @description The order's: where the watch stands after this message.
             */
            version?: string;
        };
        /** @description A claim to withdraw. */
        "omnichannel.orders.v1.WithdrawClaimRequest": {
            claimId?: string;
            orderId?: string;
        };
        /** @description The claim. */
        "omnichannel.orders.v1.WithdrawClaimResponse": {
            claim?: components["schemas"]["omnichannel.orders.v1.Claim"];
        };
        /** @description An order of which something is to be handed over. */
        "omnichannel.orders.v1.WorkItem": {
            /** @description What is to be handed over. */
            lines?: components["schemas"]["omnichannel.orders.v1.WorkLine"][];
            orderId?: string;
            orderNumber?: string;
            /** @description Parcels that were announced and not handed over. */
            parcels?: components["schemas"]["omnichannel.orders.v1.WaitingParcel"][];
            /** @description A payment for it is awaited: shops that want it first wait, cash on delivery does not. */
            paymentAwaited?: boolean;
            /** Format: date-time */
            placedAt?: string;
            /**
             * Format: date-time
             * @description The end of the earliest window that was promised for any of it; absent without a promise. Orders without one are listed by when they were placed.
             */
            promisedAt?: string;
        };
        /** @description Units of a line that are to be handed over. */
        "omnichannel.orders.v1.WorkLine": {
            /**
             * Format: int32
             * @description Of these, in announced parcels.
             */
            announcedQuantity?: number;
            lineId?: string;
            measure?: components["schemas"]["omnichannel.type.v1.Measure"];
            options?: {
                [key: string]: string;
            };
            /** Format: int32 */
            packedQuantity?: number;
            /**
             * Format: int32
             * @description Of these.
             */
            pickedQuantity?: number;
            /**
             * Format: int32
             * @description Neither handed over nor cancelled.
             */
            quantity?: number;
            sku?: string;
            title?: string;
        };
        /** @description Asks to approve a return. */
        "omnichannel.returns.v1.ApproveReturnRequest": {
            returnId?: string;
        };
        /** @description The approved return. */
        "omnichannel.returns.v1.ApproveReturnResponse": {
            goodsReturn?: components["schemas"]["omnichannel.returns.v1.Return"];
        };
        /** @description Asks to cancel a return. */
        "omnichannel.returns.v1.CancelReturnRequest": {
            returnId?: string;
        };
        /** @description The cancelled return. */
        "omnichannel.returns.v1.CancelReturnResponse": {
            goodsReturn?: components["schemas"]["omnichannel.returns.v1.Return"];
        };
        /** @description A return that is handed in at a till. */
        "omnichannel.returns.v1.CompleteReturnInStoreRequest": {
            /** @description What was handed in, and in what condition. Empty for everything that is still outstanding, grade A, RESTOCKED. */
            inspections?: components["schemas"]["omnichannel.returns.v1.Inspection"][];
            /** @description As in ReceiveReturn. */
            lateReason?: string;
            /** @description Give back in cash at the till what was paid in cash; else every payment is refunded by instruction. */
            refundCashAtTill?: boolean;
            /** @description This or the code. */
            returnId?: string;
            /** @description This or the id. */
            rmaCode?: string;
        };
        /** @description The return: closed, resolved, or received while others of its units wait for their inspection. */
        "omnichannel.returns.v1.CompleteReturnInStoreResponse": {
            goodsReturn?: components["schemas"]["omnichannel.returns.v1.Return"];
        };
        /** @description What to return. */
        "omnichannel.returns.v1.CreateReturnRequest": {
            /** @description Staff only: why they begin it although its window has closed, for example for goods that came after their return was settled. */
            lateReason?: string;
            lines?: components["schemas"]["omnichannel.returns.v1.ReturnLineRequest"][];
            /** @description STORE when unspecified. */
            method?: components["schemas"]["omnichannel.returns.v1.ReturnMethod"];
            orderId?: string;
            resolution?: components["schemas"]["omnichannel.returns.v1.Resolution"];
        };
        /** @description The return that began. */
        "omnichannel.returns.v1.CreateReturnResponse": {
            goodsReturn?: components["schemas"]["omnichannel.returns.v1.Return"];
        };
        /** @description Asks to decline a return. */
        "omnichannel.returns.v1.DeclineReturnRequest": {
            reason?: string;
            returnId?: string;
        };
        /** @description The declined return. */
        "omnichannel.returns.v1.DeclineReturnResponse": {
            goodsReturn?: components["schemas"]["omnichannel.returns.v1.Return"];
        };
        /**
         * @description What becomes of a unit that was received.
         *
         *     `DISPOSITION_RESTOCKED`: Back on sale.
         *
         *     `DISPOSITION_NOT_RESTOCKED`: Not to be sold again.
         *
         *     `DISPOSITION_PROCESSING_REQUIRED`: To be repaired or looked at further.
         *
         *     `DISPOSITION_MISSING`: Was not in the parcel.
         * @enum {string}
         */
        "omnichannel.returns.v1.Disposition": "DISPOSITION_UNSPECIFIED" | "DISPOSITION_RESTOCKED" | "DISPOSITION_NOT_RESTOCKED" | "DISPOSITION_PROCESSING_REQUIRED" | "DISPOSITION_MISSING";
        /** @description A policy in words. */
        "omnichannel.returns.v1.ExplainPolicyResponse": {
            categoryWindowActions?: string;
            decision?: components["schemas"]["omnichannel.returns.v1.PolicyDecision"];
            generalRules?: string;
            /** @description The language of the texts. */
            language?: string;
            pickupProcessing?: string;
        };
        /** @description A fee that is taken off. */
        "omnichannel.returns.v1.FeeCharge": {
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            code?: string;
            ruleId?: string;
        };
        /** @description What of an order can be returned, now. */
        "omnichannel.returns.v1.GetEligibilityResponse": {
            /** Format: date-time */
            evaluatedAt?: string;
            lines?: components["schemas"]["omnichannel.returns.v1.LineEligibility"][];
            orderId?: string;
        };
        /** @description A version of a policy. */
        "omnichannel.returns.v1.GetPolicyResponse": {
            policy?: components["schemas"]["omnichannel.returns.v1.ReturnPolicy"];
        };
        /** @description The return with that code. */
        "omnichannel.returns.v1.GetReturnByRmaCodeResponse": {
            goodsReturn?: components["schemas"]["omnichannel.returns.v1.Return"];
        };
        /** @description One return. */
        "omnichannel.returns.v1.GetReturnResponse": {
            goodsReturn?: components["schemas"]["omnichannel.returns.v1.Return"];
        };
        /**
         * @description What became of a past return.
         *
         *     `IMPORT_RETURN_OUTCOME_DUPLICATE`: Was there before, with the same values.
         *
         *     `IMPORT_RETURN_OUTCOME_ORDER_UNKNOWN`: The event of its order has not arrived here yet; send the item again later.
         *
         *     `IMPORT_RETURN_OUTCOME_REJECTED`: Refused; see `refusal`.
         * @enum {string}
         */
        "omnichannel.returns.v1.ImportReturnOutcome": "IMPORT_RETURN_OUTCOME_UNSPECIFIED" | "IMPORT_RETURN_OUTCOME_IMPORTED" | "IMPORT_RETURN_OUTCOME_DUPLICATE" | "IMPORT_RETURN_OUTCOME_ORDER_UNKNOWN" | "IMPORT_RETURN_OUTCOME_REJECTED";
        /** @description The answer to one past return. */
        "omnichannel.returns.v1.ImportReturnResult": {
            externalId?: string;
            outcome?: components["schemas"]["omnichannel.returns.v1.ImportReturnOutcome"];
            refusal?: components["schemas"]["omnichannel.type.v1.Refusal"];
            returnId?: string;
        };
        /** @description A batch of past returns. */
        "omnichannel.returns.v1.ImportReturnsRequest": {
            returns?: components["schemas"]["omnichannel.returns.v1.ReturnRecord"][];
        };
        /** @description One answer per return, in order. */
        "omnichannel.returns.v1.ImportReturnsResponse": {
            results?: components["schemas"]["omnichannel.returns.v1.ImportReturnResult"][];
        };
        /** @description What an inspection found for some units of a line. */
        "omnichannel.returns.v1.Inspection": {
            disposition?: components["schemas"]["omnichannel.returns.v1.Disposition"];
            grade?: components["schemas"]["omnichannel.returns.v1.InspectionGrade"];
            lineId?: string;
            note?: string;
            /** Format: int32 */
            quantity?: number;
        };
        /**
         * @description In what condition a unit is.
         *
         *     `INSPECTION_GRADE_A`: As new, can be sold at full price.
         *
         *     `INSPECTION_GRADE_B`: Opened or lightly used.
         *
         *     `INSPECTION_GRADE_C`: Clearly used.
         *
         *     `INSPECTION_GRADE_D`: Damaged.
         * @enum {string}
         */
        "omnichannel.returns.v1.InspectionGrade": "INSPECTION_GRADE_UNSPECIFIED" | "INSPECTION_GRADE_A" | "INSPECTION_GRADE_B" | "INSPECTION_GRADE_C" | "INSPECTION_GRADE_D";
        /** @description What was found. */
        "omnichannel.returns.v1.InspectReturnRequest": {
            inspections?: components["schemas"]["omnichannel.returns.v1.Inspection"][];
            returnId?: string;
        };
        /** @description The return after it. */
        "omnichannel.returns.v1.InspectReturnResponse": {
            goodsReturn?: components["schemas"]["omnichannel.returns.v1.Return"];
        };
        /** @description The answer for one line. */
        "omnichannel.returns.v1.LineEligibility": {
            /** @description The clock behind the deadline, and when it started. */
            anchor?: components["schemas"]["omnichannel.returns.v1.WindowAnchor"];
            /** Format: date-time */
            anchoredAt?: string;
            /**
             * Format: date-time
             * @description Absent while the clock has not started (not delivered yet).
             */
            deadlineAt?: string;
            decision?: components["schemas"]["omnichannel.returns.v1.PolicyDecision"];
            /** @description All of it in one sentence. */
            explanation?: string;
            fees?: components["schemas"]["omnichannel.returns.v1.ReturnFee"][];
            lineId?: string;
            /** @description As the line was sold. */
            measure?: components["schemas"]["omnichannel.type.v1.Measure"];
            methods?: components["schemas"]["omnichannel.returns.v1.ReturnMethod"][];
            /** @description What would come back for all of `returnable_quantity`, before fees. */
            refundAmount?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description Reasons: FINAL_SALE, EXCLUDED_CATEGORY, WINDOW_EXPIRED, NOT_FULFILLED, ALREADY_RETURNED, IN_ANOTHER_RETURN, IN_CLAIM, CLAIM_ACCEPTED, NOT_MERCHANDISE. */
            refusal?: components["schemas"]["omnichannel.type.v1.Refusal"];
            requiresApproval?: boolean;
            resolutions?: components["schemas"]["omnichannel.returns.v1.Resolution"][];
            /**
             * Format: int32
             * @description 0 when nothing of it can be returned; then `refusal` says why.
             */
            returnableQuantity?: number;
            sku?: string;
        };
        /** @description A page of returns. */
        "omnichannel.returns.v1.ListReturnsResponse": {
            /** @description Empty on the last page. */
            nextPageToken?: string;
            returns?: components["schemas"]["omnichannel.returns.v1.Return"][];
        };
        /** @description Which rule decided, for every answer of this service. */
        "omnichannel.returns.v1.PolicyDecision": {
            policyId?: string;
            /** Format: int32 */
            policyVersion?: number;
            ruleId?: string;
        };
        /** @description One line that another policy answers differently. */
        "omnichannel.returns.v1.PolicyDifference": {
            now?: components["schemas"]["omnichannel.returns.v1.LineEligibility"];
            orderId?: string;
            then?: components["schemas"]["omnichannel.returns.v1.LineEligibility"];
        };
        /** @description What holds for the lines in its scope. */
        "omnichannel.returns.v1.PolicyRule": {
            /** @description Not returnable at all, with this reason: FINAL_SALE, EXCLUDED_CATEGORY. Empty for returnable. */
            excludedReason?: string;
            fees?: components["schemas"]["omnichannel.returns.v1.ReturnFee"][];
            methods?: components["schemas"]["omnichannel.returns.v1.ReturnMethod"][];
            /** @description Staff must approve; else approval is automatic. */
            requiresApproval?: boolean;
            resolutions?: components["schemas"]["omnichannel.returns.v1.Resolution"][];
            /** @description Unique in the document; decisions name it. */
            ruleId?: string;
            scope?: components["schemas"]["omnichannel.returns.v1.PolicyScope"];
            /** @description Said to customers in place of the generated sentence. */
            text?: components["schemas"]["omnichannel.type.v1.LocalizedText"];
            window?: components["schemas"]["omnichannel.returns.v1.ReturnWindow"];
        };
        /** @description Terms that a line must meet; within one kind any, over the kinds all. An empty kind is met by every line. */
        "omnichannel.returns.v1.PolicyScope": {
            /** @description These and everything below them. */
            categories?: string[];
            /** @description Where it was bought. */
            channels?: components["schemas"]["omnichannel.type.v1.Channel"][];
            markets?: string[];
            /** Format: date-time */
            placedBefore?: string;
            /**
             * Format: date-time
             * @description Of purchases placed in this span.
             */
            placedFrom?: string;
            skus?: string[];
            /** @description With which at least part was paid. */
            tenders?: components["schemas"]["omnichannel.type.v1.TenderKind"][];
            /** @description The customer's tier at purchase. */
            tiers?: string[];
        };
        /** @description How goods travel back and what happens then. */
        "omnichannel.returns.v1.ProcessingTerms": {
            /**
             * Format: int32
             * @description Told to customers.
             */
            inspectionDays?: number;
            /**
             * Format: int32
             * @description Goods must be here or posted this many days after approval, or the return expires; 0 for 30. What was posted in time may take as long as it takes. A rest must come as many days after the goods before it, or the return goes on without it.
             */
            receiveWithinDays?: number;
            /** Format: int32 */
            refundDays?: number;
            text?: components["schemas"]["omnichannel.type.v1.LocalizedText"];
        };
        /** @description A policy document to publish. */
        "omnichannel.returns.v1.PublishPolicyRequest": {
            /**
             * Format: int32
             * @description How many recent orders a dry run compares; 1,000 when 0, at most 10,000.
             */
            comparedOrders?: number;
            /** @description Only check, and compare. */
            dryRun?: boolean;
            /** @description HISTORICAL for a version of an imported past; LIVE otherwise. */
            origin?: components["schemas"]["omnichannel.type.v1.Origin"];
            /** @description `version` is ignored. */
            policy?: components["schemas"]["omnichannel.returns.v1.ReturnPolicy"];
        };
        /** @description The published version, or what a dry run found. */
        "omnichannel.returns.v1.PublishPolicyResponse": {
            /** @description With `dry_run`: recent orders that would be answered differently if they were under this version; at most 100. */
            differences?: components["schemas"]["omnichannel.returns.v1.PolicyDifference"][];
            /**
             * Format: int32
             * @description With `dry_run`: how many orders differ in all.
             */
            differentOrders?: number;
            /** @description The version that was or would be published. */
            policy?: components["schemas"]["omnichannel.returns.v1.ReturnPolicy"];
        };
        /** @description Units of a line that arrived now, in addition to earlier ones. */
        "omnichannel.returns.v1.ReceivedLine": {
            lineId?: string;
            /** Format: int32 */
            quantity?: number;
        };
        /** @description What arrived. */
        "omnichannel.returns.v1.ReceiveReturnRequest": {
            /** @description Why the goods of a return that has ended are taken. */
            lateReason?: string;
            /** @description Empty for everything that is still outstanding. */
            lines?: components["schemas"]["omnichannel.returns.v1.ReceivedLine"][];
            returnId?: string;
        };
        /** @description The return after it. */
        "omnichannel.returns.v1.ReceiveReturnResponse": {
            goodsReturn?: components["schemas"]["omnichannel.returns.v1.Return"];
        };
        /** @description Money on its way back. Order-tracking grants it and splits it over the order's payments, which takes a moment. */
        "omnichannel.returns.v1.Refund": {
            /** @description What the return owes, and once it is granted what is given back: less where less was paid beyond what is still due. */
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description Part of the amount that the till gives back in cash. Zero until the refund is granted. */
            cashAtTill?: components["schemas"]["omnichannel.type.v1.Money"];
            /** Format: date-time */
            completedAt?: string;
            /** @description Why the provider refused. */
            failureReason?: string;
            refundId?: string;
            /** Format: date-time */
            requestedAt?: string;
            /** @description What rounding cash added to the amount; negative: took off. */
            rounding?: components["schemas"]["omnichannel.type.v1.Money"];
            state?: components["schemas"]["omnichannel.returns.v1.RefundState"];
            /** @description What goes back on which payment; adds up to the amount. Empty until it is granted. */
            tenders?: components["schemas"]["omnichannel.type.v1.Tender"][];
        };
        /**
         * @description Where a refund stands.
         *
         *     `REFUND_STATE_REQUESTED`: Order-tracking was asked for it, or its instruction is out.
         *
         *     `REFUND_STATE_FAILED`: The provider refused too often, or for good: staff must find another way (OrderPaymentService.RetryRefund).
         * @enum {string}
         */
        "omnichannel.returns.v1.RefundState": "REFUND_STATE_UNSPECIFIED" | "REFUND_STATE_REQUESTED" | "REFUND_STATE_COMPLETED" | "REFUND_STATE_FAILED";
        /** @description Goods that a carrier has. */
        "omnichannel.returns.v1.ReportReturnPostedRequest": {
            carrierCode?: string;
            /**
             * Format: date-time
             * @description When the carrier got them; now when absent.
             */
            postedAt?: string;
            returnId?: string;
            trackingNumber?: string;
        };
        /** @description The return after it. */
        "omnichannel.returns.v1.ReportReturnPostedResponse": {
            goodsReturn?: components["schemas"]["omnichannel.returns.v1.Return"];
        };
        /**
         * @description What a customer can get for what comes back.
         *
         *     `RESOLUTION_REFUND`: Back on the original tenders, in proportion.
         *
         *     `RESOLUTION_KEEP`: The customer keeps the item and gets (part of) the price back.
         * @enum {string}
         */
        "omnichannel.returns.v1.Resolution": "RESOLUTION_UNSPECIFIED" | "RESOLUTION_REFUND" | "RESOLUTION_STORE_CREDIT" | "RESOLUTION_EXCHANGE" | "RESOLUTION_REPLACEMENT" | "RESOLUTION_REPAIR" | "RESOLUTION_KEEP";
        /** @description Units of an order that come back. */
        "omnichannel.returns.v1.Return": {
            /** Format: date-time */
            approvedAt?: string;
            /** Format: date-time */
            closedAt?: string;
            customerId?: string;
            /** @description Why staff declined. */
            declineReason?: string;
            externalId?: string;
            fees?: components["schemas"]["omnichannel.returns.v1.FeeCharge"][];
            guestId?: string;
            /** @description Why staff took it late: goods of a return that had ended, or a return whose window had closed. */
            lateReason?: string;
            lines?: components["schemas"]["omnichannel.returns.v1.ReturnLine"][];
            market?: string;
            method?: components["schemas"]["omnichannel.returns.v1.ReturnMethod"];
            orderId?: string;
            orderNumber?: string;
            origin?: components["schemas"]["omnichannel.type.v1.Origin"];
            /** @description The parcel that carries it back, once somebody told of one. */
            parcel?: components["schemas"]["omnichannel.returns.v1.ReturnParcel"];
            /** @description The RMA code as a QR symbol, an SVG document. Lists leave it out. */
            qrSvg?: string;
            /** Format: date-time */
            receivedAt?: string;
            /**
             * Format: date-time
             * @description When it expires unless the goods have come or were posted; absent when nothing limits it.
             */
            receiveUntil?: string;
            /** @description Once asked for. */
            refund?: components["schemas"]["omnichannel.returns.v1.Refund"];
            /** @description What is or will be given back, fees taken off. */
            refundAmount?: components["schemas"]["omnichannel.type.v1.Money"];
            /** Format: date-time */
            requestedAt?: string;
            /** @description Where it was begun, and by whom. */
            requestedBy?: components["schemas"]["omnichannel.type.v1.Actor"];
            resolution?: components["schemas"]["omnichannel.returns.v1.Resolution"];
            /** Format: date-time */
            resolvedAt?: string;
            /** @description Where it was finished, and by whom. */
            resolvedBy?: components["schemas"]["omnichannel.type.v1.Actor"];
            returnId?: string;
            /** @description `R-` and eight characters: what people read out, type and scan. */
            rmaCode?: string;
            /** @description Of an imported return. Its store_id is that of requested_by. */
            source?: string;
            state?: components["schemas"]["omnichannel.returns.v1.ReturnState"];
            /** Format: int64 */
            version?: string;
        };
        /** @description What a return costs the customer. Taken off the refund, never below zero. */
        "omnichannel.returns.v1.ReturnFee": {
            /**
             * @description Once per return and code, whatever rules its lines are under. Where they name different amounts, the greatest counts.
             *
             *     Of purchases in another currency nothing is taken: name the fee again in each currency in which the rule's markets buy. At most one of amount, percent is set.
             */
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description RESTOCKING, RETURN_SHIPPING, ... */
            code?: string;
            /** @description Only for these methods and resolutions; empty for all. */
            methods?: components["schemas"]["omnichannel.returns.v1.ReturnMethod"][];
            /** @description Of the lines' net total; decimal text, above 0 up to 100. At most one of amount, percent is set. */
            percent?: string;
            resolutions?: components["schemas"]["omnichannel.returns.v1.Resolution"][];
        };
        /** @description Units of one order line. Each number includes the next: requested, received, inspected. */
        "omnichannel.returns.v1.ReturnLine": {
            /**
             * Format: int32
             * @description Of the quantity: settled by a claim about their parcel that was accepted after the return began. They are taken when they come, and nothing more is given for them.
             */
            claimedQuantity?: number;
            comment?: string;
            /**
             * Format: date-time
             * @description The end of the window that was applied.
             */
            deadlineAt?: string;
            /** @description Which rule allowed it. */
            decision?: components["schemas"]["omnichannel.returns.v1.PolicyDecision"];
            /** @description May be several: units can differ. */
            inspections?: components["schemas"]["omnichannel.returns.v1.Inspection"][];
            /** @description The order's line. */
            lineId?: string;
            /** @description As the line was sold. */
            measure?: components["schemas"]["omnichannel.type.v1.Measure"];
            /**
             * Format: int32
             * @description Requested.
             */
            quantity?: number;
            reason?: components["schemas"]["omnichannel.returns.v1.ReturnReason"];
            /** Format: int32 */
            receivedQuantity?: number;
            /** @description The line's share of refund_amount, before fees. */
            refundAmount?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description Staff had to approve it. */
            requiresApproval?: boolean;
            sku?: string;
            title?: string;
        };
        /** @description Units of a line to return. */
        "omnichannel.returns.v1.ReturnLineRequest": {
            /** @description The customer's own words; at most 1,000 characters. */
            comment?: string;
            lineId?: string;
            /** Format: int32 */
            quantity?: number;
            reason?: components["schemas"]["omnichannel.returns.v1.ReturnReason"];
        };
        /**
         * @description How somebody may bring goods back.
         *
         *     `RETURN_METHOD_STORE`: At a till, by RMA code or QR.
         *
         *     `RETURN_METHOD_CARRIER`: By a carrier, at the customer's choice.
         * @enum {string}
         */
        "omnichannel.returns.v1.ReturnMethod": "RETURN_METHOD_UNSPECIFIED" | "RETURN_METHOD_STORE" | "RETURN_METHOD_CARRIER";
        /** @description Goods on their way back. */
        "omnichannel.returns.v1.ReturnParcel": {
            /** @description Lower case; both empty when nobody said. */
            carrierCode?: string;
            /**
             * Format: date-time
             * @description When the carrier got them.
             */
            postedAt?: string;
            trackingNumber?: string;
        };
        /** @description What may be returned, for how long, for what: one version of a document. */
        "omnichannel.returns.v1.ReturnPolicy": {
            /**
             * Format: date-time
             * @description Purchases placed from here on are under this version. The latest date that has come decides, not the highest version. Of two with one date the later version does.
             *
             *     Not in the past: within five minutes it is the time of publishing. Only a version of an import (`origin` HISTORICAL) may lie in the past.
             */
            effectiveFrom?: string;
            /** @description Conditions that hold for everything, shown as the third part of ExplainPolicy. */
            generalRules?: components["schemas"]["omnichannel.type.v1.LocalizedText"][];
            /** @description Chosen by the merchant, for example `default`. */
            policyId?: string;
            /** @description Pickup and processing: how goods travel, how long an inspection and a refund take. */
            processing?: components["schemas"]["omnichannel.returns.v1.ProcessingTerms"];
            /** @description The rule with the deepest scope decides: a sku before a category, a deeper category before its parents. Then it is the one with more kinds of terms in its scope. Two that tie are refused at publishing. One rule must have an empty scope. */
            rules?: components["schemas"]["omnichannel.returns.v1.PolicyRule"][];
            /** @description In which days begin and end. */
            timeZone?: string;
            /**
             * Format: int32
             * @description Set at publishing: 1, 2, 3, ...
             */
            version?: number;
        };
        /**
         * @description Why something comes back, as the customer says.
         * @enum {string}
         */
        "omnichannel.returns.v1.ReturnReason": "RETURN_REASON_UNSPECIFIED" | "RETURN_REASON_CHANGED_MIND" | "RETURN_REASON_TOO_SMALL" | "RETURN_REASON_TOO_LARGE" | "RETURN_REASON_NOT_AS_DESCRIBED" | "RETURN_REASON_DEFECTIVE" | "RETURN_REASON_DAMAGED_IN_TRANSIT" | "RETURN_REASON_WRONG_ITEM" | "RETURN_REASON_ARRIVED_TOO_LATE" | "RETURN_REASON_OTHER";
        /**
         * @description A return that was made long ago.
         *
         *     Source, store_id and external_id tell it from all others. Two records are the same when their values are, as with OrderRecord.
         */
        "omnichannel.returns.v1.ReturnRecord": {
            /** @description The number there; at most 128 characters. */
            externalId?: string;
            lines?: components["schemas"]["omnichannel.returns.v1.ReturnRecordLine"][];
            orderExternalId?: string;
            /** @description The order, all three as the order has them. */
            orderSource?: string;
            orderStoreId?: string;
            /** Format: date-time */
            returnedAt?: string;
            /** @description The system that numbers, an id of at most 64 characters. */
            source?: string;
            /** @description Where it came back; empty when not in a store. */
            storeId?: string;
        };
        /** @description Units of a line that came back. */
        "omnichannel.returns.v1.ReturnRecordLine": {
            /** @description As the order has it. */
            lineId?: string;
            /** Format: int32 */
            quantity?: number;
            /** @description What was given back for them; their share of the line's net total when absent. */
            refundAmount?: components["schemas"]["omnichannel.type.v1.Money"];
        };
        /**
         * @description Where a return stands.
         *
         *     `RETURN_STATE_REQUESTED`: Waits for approval by staff.
         *
         *     `RETURN_STATE_IN_TRANSIT`: A carrier has the goods. Never expires.
         *
         *     `RETURN_STATE_RESOLVED`: The resolution is under way: a refund has been asked for, of Order-tracking.
         *
         *     `RETURN_STATE_CLOSED`: The resolution is done. Final.
         *
         *     `RETURN_STATE_DECLINED`: Refused by staff. Final, unless staff take goods that come all the same.
         *
         *     `RETURN_STATE_CANCELLED`: Taken back by the customer. Final, unless staff take goods that come all the same.
         *
         *     `RETURN_STATE_EXPIRED`: The goods were neither posted nor brought in time. Final, unless it turns out that they were posted in time, or staff take them when they come.
         * @enum {string}
         */
        "omnichannel.returns.v1.ReturnState": "RETURN_STATE_UNSPECIFIED" | "RETURN_STATE_REQUESTED" | "RETURN_STATE_APPROVED" | "RETURN_STATE_IN_TRANSIT" | "RETURN_STATE_PARTIALLY_RECEIVED" | "RETURN_STATE_RECEIVED" | "RETURN_STATE_INSPECTED" | "RETURN_STATE_RESOLVED" | "RETURN_STATE_CLOSED" | "RETURN_STATE_DECLINED" | "RETURN_STATE_CANCELLED" | "RETURN_STATE_EXPIRED";
        /** @description How long something can be returned. Ends with the last day, in the policy's time zone. */
        "omnichannel.returns.v1.ReturnWindow": {
            anchor?: components["schemas"]["omnichannel.returns.v1.WindowAnchor"];
            /**
             * Format: int32
             * @description Whole days after the anchor's day.
             */
            days?: number;
            /**
             * Format: int32
             * @description Minutes after midnight when the last day ends; 0 for midnight.
             */
            endOfDayMinute?: number;
            /** @description Holiday extensions; the latest end counts. */
            extensions?: components["schemas"]["omnichannel.returns.v1.WindowExtension"][];
        };
        /**
         * @description Which day starts a return window.
         * @enum {string}
         */
        "omnichannel.returns.v1.WindowAnchor": "WINDOW_ANCHOR_UNSPECIFIED" | "WINDOW_ANCHOR_ORDER" | "WINDOW_ANCHOR_FULFILMENT" | "WINDOW_ANCHOR_DELIVERY";
        /** @description Purchases of a season can be returned until a later day. */
        "omnichannel.returns.v1.WindowExtension": {
            /** Format: date-time */
            placedBefore?: string;
            /** Format: date-time */
            placedFrom?: string;
            /**
             * Format: date-time
             * @description Not shortened by the window.
             */
            returnableUntil?: string;
        };
        /** @description An open cart, as an agent needs it. */
        "omnichannel.support.v1.CartSummary": {
            abandoned?: boolean;
            cartId?: string;
            /**
             * Format: int32
             * @description What a person would count: pieces, and each line of goods by measure as one.
             */
            itemCount?: number;
            itemsTotal?: components["schemas"]["omnichannel.type.v1.Money"];
            lastChannel?: components["schemas"]["omnichannel.type.v1.Channel"];
            /** Format: date-time */
            touchedAt?: string;
        };
        /** @description Something that went wrong for the customer lately. */
        "omnichannel.support.v1.FrictionSignal": {
            /** @description PROMISE_BROKEN, PROMISE_AT_RISK, DELIVERY_FAILED, REFUND_PENDING, REFUND_FAILED, CHECKOUT_FAILED, MESSAGE_FAILED, RETURN_DECLINED. */
            code?: string;
            /** Format: date-time */
            occurredAt?: string;
            subjectId?: string;
            /** @description One sentence, in the language asked for. */
            summary?: string;
        };
        /** @description What is known of a customer. */
        "omnichannel.support.v1.GetContextResponse": {
            /** @description Channels that they used, in the order of first use. */
            channels?: components["schemas"]["omnichannel.type.v1.Channel"][];
            /**
             * Format: int32
             * @description How often the customer went on by another channel than before. Neighbours on the timeline with different channels are counted, over entries of the customer's own doing.
             */
            channelSwitches?: number;
            customerId?: string;
            /** Format: date-time */
            firstSeenAt?: string;
            /** @description Of the last 30 days, worst first. */
            frictionSignals?: components["schemas"]["omnichannel.support.v1.FrictionSignal"][];
            identities?: components["schemas"]["omnichannel.support.v1.IdentityLink"][];
            /** Format: date-time */
            lastSeenAt?: string;
            /** @description Absent when not a member. */
            loyalty?: components["schemas"]["omnichannel.support.v1.LoyaltySummary"];
            /** @description The latest 20. */
            messages?: components["schemas"]["omnichannel.support.v1.MessageSummary"][];
            openCarts?: components["schemas"]["omnichannel.support.v1.CartSummary"][];
            /**
             * Format: int32
             * @description Of all time.
             */
            orderCount?: number;
            /** @description The latest 20. */
            orders?: components["schemas"]["omnichannel.support.v1.OrderSummary"][];
            profile?: components["schemas"]["omnichannel.support.v1.Profile"];
            /** @description The latest 20 entries. */
            recentEntries?: components["schemas"]["omnichannel.support.v1.TimelineEntry"][];
            /** @description The open ones and the latest 10. */
            returns?: components["schemas"]["omnichannel.support.v1.ReturnSummary"][];
            suggestedActions?: components["schemas"]["omnichannel.support.v1.SuggestedAction"][];
        };
        /** @description A profile. */
        "omnichannel.support.v1.GetProfileResponse": {
            profile?: components["schemas"]["omnichannel.support.v1.Profile"];
        };
        /** @description One name of a person. E-mail addresses and phone numbers are personal data; they are stored as keyed hashes and answered masked. */
        "omnichannel.support.v1.Identity": {
            /** @description With EXTERNAL. */
            issuer?: string;
            kind?: components["schemas"]["omnichannel.support.v1.IdentityKind"];
            value?: string;
        };
        /**
         * @description How sure a link is.
         *
         *     `IDENTITY_ASSURANCE_ASSERTED`: Somebody said so.
         *
         *     `IDENTITY_ASSURANCE_VERIFIED`: Proved: a login, a confirmed address, a scanned card.
         * @enum {string}
         */
        "omnichannel.support.v1.IdentityAssurance": "IDENTITY_ASSURANCE_UNSPECIFIED" | "IDENTITY_ASSURANCE_ASSERTED" | "IDENTITY_ASSURANCE_VERIFIED";
        /**
         * @description By what a person can be known.
         *
         *     `IDENTITY_KIND_EXTERNAL`: The id in another system; `issuer` names it.
         * @enum {string}
         */
        "omnichannel.support.v1.IdentityKind": "IDENTITY_KIND_UNSPECIFIED" | "IDENTITY_KIND_CUSTOMER" | "IDENTITY_KIND_GUEST" | "IDENTITY_KIND_EMAIL" | "IDENTITY_KIND_PHONE" | "IDENTITY_KIND_DEVICE" | "IDENTITY_KIND_LOYALTY_CARD" | "IDENTITY_KIND_EXTERNAL";
        /** @description A name that belongs to a customer. Links are ended, never deleted. */
        "omnichannel.support.v1.IdentityLink": {
            assurance?: components["schemas"]["omnichannel.support.v1.IdentityAssurance"];
            customerId?: string;
            /** @description What showed it: `login`, `merge:{merge_id}`, `agent`, ... */
            evidence?: string;
            identity?: components["schemas"]["omnichannel.support.v1.Identity"];
            /** Format: date-time */
            linkedAt?: string;
            linkedBy?: components["schemas"]["omnichannel.type.v1.Actor"];
            linkId?: string;
            /**
             * Format: date-time
             * @description Absent while it holds.
             */
            unlinkedAt?: string;
            unlinkedBy?: components["schemas"]["omnichannel.type.v1.Actor"];
            unlinkReason?: string;
        };
        /** @description A name to link. */
        "omnichannel.support.v1.LinkIdentityRequest": {
            assurance?: components["schemas"]["omnichannel.support.v1.IdentityAssurance"];
            customerId?: string;
            /** @description What shows it. */
            evidence?: string;
            identity?: components["schemas"]["omnichannel.support.v1.Identity"];
        };
        /** @description The link. */
        "omnichannel.support.v1.LinkIdentityResponse": {
            link?: components["schemas"]["omnichannel.support.v1.IdentityLink"];
        };
        /** @description A page of a timeline. */
        "omnichannel.support.v1.ListTimelineResponse": {
            entries?: components["schemas"]["omnichannel.support.v1.TimelineEntry"][];
            /** @description Empty on the last page. */
            nextPageToken?: string;
        };
        /** @description A membership, as an agent needs it. */
        "omnichannel.support.v1.LoyaltySummary": {
            /** Format: int64 */
            activePoints?: string;
            /** Format: int64 */
            debtPoints?: string;
            /** Format: date-time */
            enrolledAt?: string;
            /** Format: int64 */
            heldPoints?: string;
            /** Format: int64 */
            pendingPoints?: string;
            tierId?: string;
        };
        /** @description A message, as an agent needs it. */
        "omnichannel.support.v1.MessageSummary": {
            journeyId?: string;
            messageId?: string;
            /** Format: date-time */
            occurredAt?: string;
            /** @description Why it was not sent. */
            reason?: string;
            /** @description After the names of omnichannel.messaging.v1.MessageState, without the prefix. */
            state?: string;
            stepId?: string;
            subjectId?: string;
        };
        /** @description An order, as an agent needs it. */
        "omnichannel.support.v1.OrderSummary": {
            channel?: components["schemas"]["omnichannel.type.v1.Channel"];
            /** Format: date-time */
            deliveredAt?: string;
            /**
             * Format: int32
             * @description As in CartSummary.
             */
            itemCount?: number;
            orderId?: string;
            orderNumber?: string;
            origin?: components["schemas"]["omnichannel.type.v1.Origin"];
            /** Format: date-time */
            placedAt?: string;
            /** Format: date-time */
            promisedUntil?: string;
            /** @description After the names of omnichannel.orders.v1.PromiseState, without the prefix; empty without a promise. */
            promiseState?: string;
            /** @description After the names of omnichannel.orders.v1.OrderStatus, without the prefix. */
            status?: string;
            storeId?: string;
            total?: components["schemas"]["omnichannel.type.v1.Money"];
        };
        /** @description Who a customer is. Personal data. */
        "omnichannel.support.v1.Profile": {
            /** @description Month and day, --MM-DD, or with the year, YYYY-MM-DD. */
            birthday?: string;
            customerId?: string;
            /** @description A store's id. */
            homeStoreId?: string;
            interests?: string[];
            language?: string;
            name?: string;
            timeZone?: string;
            /** Format: date-time */
            updatedAt?: string;
        };
        /** @description A profile to store. */
        "omnichannel.support.v1.PutProfileRequest": {
            customerId?: string;
            profile?: components["schemas"]["omnichannel.support.v1.Profile"];
        };
        /** @description The stored profile. */
        "omnichannel.support.v1.PutProfileResponse": {
            profile?: components["schemas"]["omnichannel.support.v1.Profile"];
        };
        /** @description A batch of things that a person did. */
        "omnichannel.support.v1.RecordTouchpointsRequest": {
            /** @description Their customer's or guest's id. */
            customerId?: string;
            touchpoints?: components["schemas"]["omnichannel.support.v1.Touchpoint"][];
        };
        /** @description One answer per touchpoint, in order. */
        "omnichannel.support.v1.RecordTouchpointsResponse": {
            results?: components["schemas"]["omnichannel.support.v1.TouchpointResult"][];
        };
        /** @description Asks whose a name is. */
        "omnichannel.support.v1.ResolveIdentityRequest": {
            identity?: components["schemas"]["omnichannel.support.v1.Identity"];
        };
        /** @description Whose it is. */
        "omnichannel.support.v1.ResolveIdentityResponse": {
            customerId?: string;
            link?: components["schemas"]["omnichannel.support.v1.IdentityLink"];
        };
        /** @description A return, as an agent needs it. */
        "omnichannel.support.v1.ReturnSummary": {
            /**
             * Format: int32
             * @description As in CartSummary.
             */
            itemCount?: number;
            orderId?: string;
            refundAmount?: components["schemas"]["omnichannel.type.v1.Money"];
            /** Format: date-time */
            requestedAt?: string;
            requestedChannel?: components["schemas"]["omnichannel.type.v1.Channel"];
            /** Format: date-time */
            resolvedAt?: string;
            /** @description Unspecified while it is open. */
            resolvedChannel?: components["schemas"]["omnichannel.type.v1.Channel"];
            returnId?: string;
            rmaCode?: string;
            /** @description After the names of omnichannel.returns.v1.ReturnState, without the prefix. */
            state?: string;
        };
        /** @description What an agent could do next. */
        "omnichannel.support.v1.SuggestedAction": {
            /** @description EXPLAIN_ORDER, CONTACT_CARRIER, GIVE_GOODWILL, CHASE_REFUND, APPROVE_RETURN, HELP_CHECKOUT, ENROLL_MEMBER. */
            code?: string;
            /** @description The friction signal that it answers; empty for none. */
            frictionCode?: string;
            /** @description The rule that suggests it, for example `promise-broken.goodwill`. */
            ruleId?: string;
            subjectId?: string;
            /** @description One sentence, in the language asked for. */
            summary?: string;
        };
        /** @description One thing that happened to a customer, from any service's event. */
        "omnichannel.support.v1.TimelineEntry": {
            /** @description Of the customer's own doing: these entries, in timeline order, make up GetContextResponse.channel_switches. */
            byCustomer?: boolean;
            channel?: components["schemas"]["omnichannel.type.v1.Channel"];
            customerId?: string;
            /** @description The event's id; for what this service recorded itself, an id of its own. */
            entryId?: string;
            /** @description The event's full message name. */
            eventName?: string;
            /** @description Amounts, numbers and codes of the event that the sentence is made of. */
            facts?: {
                [key: string]: string;
            };
            kind?: components["schemas"]["omnichannel.support.v1.TimelineKind"];
            /**
             * Format: date-time
             * @description When it happened; the order of the timeline.
             */
            occurredAt?: string;
            origin?: components["schemas"]["omnichannel.type.v1.Origin"];
            /**
             * Format: date-time
             * @description When it was learned.
             */
            recordedAt?: string;
            /**
             * Format: int64
             * @description Rises in the order in which entries were learned, with gaps; resumes WatchTimeline.
             */
            sequence?: string;
            storeId?: string;
            /** @description What it is about: an order's, cart's, return's, message's id. */
            subjectId?: string;
            /** @description One sentence, in the language asked for. */
            summary?: string;
        };
        /**
         * @description What a timeline entry is about.
         * @enum {string}
         */
        "omnichannel.support.v1.TimelineKind": "TIMELINE_KIND_UNSPECIFIED" | "TIMELINE_KIND_CART" | "TIMELINE_KIND_ORDER" | "TIMELINE_KIND_DELIVERY" | "TIMELINE_KIND_PROMISE" | "TIMELINE_KIND_RETURN" | "TIMELINE_KIND_REFUND" | "TIMELINE_KIND_POINTS" | "TIMELINE_KIND_MESSAGE" | "TIMELINE_KIND_CONSENT" | "TIMELINE_KIND_IDENTITY" | "TIMELINE_KIND_TOUCHPOINT";
        /** @description One such thing, as a frontend reports it. */
        "omnichannel.support.v1.Touchpoint": {
            campaignSource?: string;
            kind?: components["schemas"]["omnichannel.support.v1.TouchpointKind"];
            /** Format: date-time */
            occurredAt?: string;
            /** @description Groups what belongs to one visit. */
            sessionId?: string;
            storeId?: string;
            /** @description Page path, sku, search words or message id, by kind. At most 500 characters. */
            target?: string;
            /** @description Made by the frontend; the same one is recorded once. */
            touchpointId?: string;
        };
        /**
         * @description Something that a person did on a page, in a store, or with a message.
         * @enum {string}
         */
        "omnichannel.support.v1.TouchpointKind": "TOUCHPOINT_KIND_UNSPECIFIED" | "TOUCHPOINT_KIND_PAGE_VIEW" | "TOUCHPOINT_KIND_PRODUCT_VIEW" | "TOUCHPOINT_KIND_SEARCH" | "TOUCHPOINT_KIND_STORE_VISIT" | "TOUCHPOINT_KIND_EMAIL_OPEN" | "TOUCHPOINT_KIND_LINK_CLICK" | "TOUCHPOINT_KIND_CAMPAIGN_ARRIVAL";
        /** @description The answer to one touchpoint. */
        "omnichannel.support.v1.TouchpointResult": {
            /** @description Was recorded before. */
            duplicate?: boolean;
            /** @description Absent when recorded. */
            refusal?: components["schemas"]["omnichannel.type.v1.Refusal"];
            touchpointId?: string;
        };
        /** @description A link to end. */
        "omnichannel.support.v1.UnlinkIdentityRequest": {
            customerId?: string;
            linkId?: string;
            reason?: string;
        };
        /** @description The ended link. */
        "omnichannel.support.v1.UnlinkIdentityResponse": {
            link?: components["schemas"]["omnichannel.support.v1.IdentityLink"];
        };
        /** @description One entry, as it is learned. */
        "omnichannel.support.v1.WatchTimelineResponse": {
            /** @description Absent in the first message, which tells where the watch begins. */
            entry?: components["schemas"]["omnichannel.support.v1.TimelineEntry"];
            /**
             * Format: int64
             * @description Where the watch stands after this message.
             */
            sequence?: string;
        };
        /** @description Who did something, as the token said. */
        "omnichannel.type.v1.Actor": {
            /** @description Who acts through the subject: the associate at a terminal, a customer's software agent. */
            actingId?: string;
            channel?: components["schemas"]["omnichannel.type.v1.Channel"];
            role?: components["schemas"]["omnichannel.type.v1.Role"];
            /** @description The store of a terminal or associate. */
            storeId?: string;
            /** @description The token's subject: customer, guest, device, staff or service id. */
            subjectId?: string;
        };
        /**
         * @description Where something happened. Comes from the caller's token, never from a request, except in facts from elsewhere (imports).
         *
         *     `CHANNEL_WEB`: The web shop.
         *
         *     `CHANNEL_APP`: The mobile application.
         *
         *     `CHANNEL_STORE`: A till or another device in a store.
         *
         *     `CHANNEL_SUPPORT`: An agent who acts for the customer.
         *
         *     `CHANNEL_SOCIAL`: A social network or messenger.
         *
         *     `CHANNEL_AGENT`: A software agent that acts for the customer.
         * @enum {string}
         */
        "omnichannel.type.v1.Channel": "CHANNEL_UNSPECIFIED" | "CHANNEL_WEB" | "CHANNEL_APP" | "CHANNEL_STORE" | "CHANNEL_SUPPORT" | "CHANNEL_SOCIAL" | "CHANNEL_AGENT";
        /** @description How a person can be reached. Personal data: only in rpcs, never in events. */
        "omnichannel.type.v1.ContactDetails": {
            email?: string;
            /** @description BCP 47 tag in which the person wants to be addressed. */
            language?: string;
            name?: string;
            /** @description E.164, for example +39061234567. */
            phone?: string;
            /** @description IANA time zone, for quiet hours. */
            timeZone?: string;
        };
        /**
         * @description Where the days of an estimate come from.
         *
         *     `DELIVERY_BASIS_FIXED`: The shop set them.
         *
         *     `DELIVERY_BASIS_LEARNED`: So long parcels took before.
         * @enum {string}
         */
        "omnichannel.type.v1.DeliveryBasis": "DELIVERY_BASIS_UNSPECIFIED" | "DELIVERY_BASIS_FIXED" | "DELIVERY_BASIS_LEARNED";
        /** @description Where a parcel goes. Personal data: held by Order-tracking only. */
        "omnichannel.type.v1.DeliveryDetails": {
            address?: components["schemas"]["omnichannel.type.v1.PostalAddress"];
            /** @description Printed for whoever gets it. Of a cart that is sold: the cart's own, where none is given. */
            giftNote?: string;
            /** @description Wrapped as a gift. Where that costs something, it is a line of its own. */
            giftWrap?: boolean;
            instructions?: string;
            /** @description E.164, for the courier. */
            phone?: string;
            recipientName?: string;
        };
        /** @description When goods come: the days, and for an order of one moment the window that follows from them. */
        "omnichannel.type.v1.DeliveryEstimate": {
            basis?: components["schemas"]["omnichannel.type.v1.DeliveryBasis"];
            /** @description `HH:mm` there: until when on the last day. Empty for its end. */
            by?: string;
            /** @description `HH:mm` there: what is ordered later, or on a day without work, counts as ordered on the next working day. Empty for none. */
            cutOff?: string;
            /** Format: date-time */
            earliestAt?: string;
            /** Format: date-time */
            latestAt?: string;
            /** Format: int32 */
            maxDays?: number;
            /**
             * Format: int32
             * @description In how many days after the order, at the earliest and at the latest.
             */
            minDays?: number;
            /** @description IANA time zone of the place where it goes: by its days people are told of the window. */
            timeZone?: string;
            /** @description The days are working days of the country where it goes. Else days of the calendar. */
            workingDays?: boolean;
        };
        /** @description One line's share of one discount. */
        "omnichannel.type.v1.Discount": {
            /** @description Positive: what it took off. */
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            kind?: components["schemas"]["omnichannel.type.v1.DiscountKind"];
            sourceId?: string;
        };
        /**
         * @description What lowered a line's price.
         *
         *     `DISCOUNT_KIND_PROMOTION`: A promotion of the catalogue; `source_id` is its id.
         *
         *     `DISCOUNT_KIND_COUPON`: A coupon; `source_id` is its code.
         *
         *     `DISCOUNT_KIND_POINTS`: Points; `source_id` is the hold's id.
         * @enum {string}
         */
        "omnichannel.type.v1.DiscountKind": "DISCOUNT_KIND_UNSPECIFIED" | "DISCOUNT_KIND_PROMOTION" | "DISCOUNT_KIND_COUPON" | "DISCOUNT_KIND_POINTS";
        /** @description How the customer gets a line. */
        "omnichannel.type.v1.Fulfilment": {
            /** @description Nothing travels: a download, a code, a ticket. At most one of ship, pickup, takeAway, digital is set. */
            digital?: components["schemas"]["omnichannel.type.v1.Fulfilment.Digital"];
            /** @description Waits at a store. At most one of ship, pickup, takeAway, digital is set. */
            pickup?: components["schemas"]["omnichannel.type.v1.Fulfilment.Pickup"];
            /** @description Sent to the delivery address. At most one of ship, pickup, takeAway, digital is set. */
            ship?: components["schemas"]["omnichannel.type.v1.Fulfilment.Ship"];
            /** @description Handed over at the till of the sale. At most one of ship, pickup, takeAway, digital is set. */
            takeAway?: components["schemas"]["omnichannel.type.v1.Fulfilment.TakeAway"];
        };
        /** @description With the customer as soon as the order is paid. */
        "omnichannel.type.v1.Fulfilment.Digital": Record<string, never>;
        /** @description Collected at a store. */
        "omnichannel.type.v1.Fulfilment.Pickup": {
            storeId?: string;
        };
        /** @description Sent by a carrier. */
        "omnichannel.type.v1.Fulfilment.Ship": {
            /** @description One of the market's shipping options; empty until chosen. */
            shippingOptionId?: string;
        };
        /** @description Leaves with the customer at once. */
        "omnichannel.type.v1.Fulfilment.TakeAway": Record<string, never>;
        /** @description A position on earth, WGS 84. */
        "omnichannel.type.v1.GeoPosition": {
            /** Format: double */
            latitude?: number;
            /** Format: double */
            longitude?: number;
        };
        /** @description Text in several languages. */
        "omnichannel.type.v1.LocalizedText": {
            /** @description By BCP 47 tag. A reader takes the exact tag, else its language alone, else `en`, else the first in order of tags. */
            texts?: {
                [key: string]: string;
            };
        };
        /**
         * @description What the quantity of an item counts, and what its price is for.
         *
         *     A quantity is a whole number always: of pieces, or of the smallest unit by which the goods are measured, from 1 to 100,000 times what the price is for. So no weight is ever rounded, and a line's total is rounded once.
         *
         *     `MEASURE_UNSPECIFIED`: Read as pieces, never answered.
         *
         *     `MEASURE_PIECE`: Pieces; the price is for one.
         *
         *     `MEASURE_GRAM`: Grams; the price is for a kilogram.
         *
         *     `MEASURE_MILLILITRE`: Millilitres; the price is for a litre.
         *
         *     `MEASURE_MILLIMETRE`: Millimetres; the price is for a metre.
         * @enum {string}
         */
        "omnichannel.type.v1.Measure": "MEASURE_UNSPECIFIED" | "MEASURE_PIECE" | "MEASURE_GRAM" | "MEASURE_MILLILITRE" | "MEASURE_MILLIMETRE";
        /**
         * @description An amount in the minor unit of its currency. 12.34 EUR is {EUR, 1234}; 500 JPY is {JPY, 500}.
         *
         *     Unit prices may be finer than that: they are decimal text in the major unit ("0.001"), at most 4 decimal places. A line's total is rounded once, half to even. The parts of any split add up to the whole.
         */
        "omnichannel.type.v1.Money": {
            /**
             * Format: int64
             * @description Minor units; negative where the field says so. A string in JSON.
             */
            amountMinor?: string;
            /** @description ISO 4217, upper case. */
            currencyCode?: string;
        };
        /**
         * @description Whether a fact is news. Historical facts never cause messages, promises or abandonment. They are posted and shown at their `effective_at`.
         *
         *     `ORIGIN_LIVE`: Happened in this system, just now.
         *
         *     `ORIGIN_HISTORICAL`: Imported from elsewhere; happened at `effective_at`.
         * @enum {string}
         */
        "omnichannel.type.v1.Origin": "ORIGIN_UNSPECIFIED" | "ORIGIN_LIVE" | "ORIGIN_HISTORICAL";
        /** @description A postal address. Personal data when it is a person's. */
        "omnichannel.type.v1.PostalAddress": {
            /** @description Street and number, building, floor; at most 5. */
            addressLines?: string[];
            /** @description State, province or prefecture. */
            administrativeArea?: string;
            locality?: string;
            postalCode?: string;
            /** @description ISO 3166-1 alpha-2. */
            regionCode?: string;
        };
        /** @description Why something was not done: for an item of a batch what ErrorInfo is for a call. */
        "omnichannel.type.v1.Refusal": {
            /** @description The request field at fault, when one is. */
            field?: string;
            /** @description One English sentence for a developer's log. */
            message?: string;
            /** @description Values that belong to the reason, for example the sequence number that was expected. */
            metadata?: {
                [key: string]: string;
            };
            /** @description Stable, UPPER_SNAKE_CASE; the comments of the rpc list them. */
            reason?: string;
            /** @description The rule that decided (of a policy, program or journey), when one did. */
            ruleId?: string;
        };
        /**
         * @description What a caller is. A token carries exactly one role, in its `role` claim, in lower case without the prefix.
         *
         *     `ROLE_CUSTOMER`: A shopper who is signed in. The subject is the customer id.
         *
         *     `ROLE_GUEST`: A shopper with a guest session of the gateway. The subject is the guest id.
         *
         *     `ROLE_TERMINAL`: A till or another store device. The subject is the device, `store_id` its store, `act.sub` the associate at it.
         *
         *     `ROLE_ASSOCIATE`: A member of a store's staff on a device of their own.
         *
         *     `ROLE_AGENT`: A support agent.
         *
         *     `ROLE_OPS`: An operator, or a merchant's back-office system.
         *
         *     `ROLE_SERVICE`: Another service of this system, or a payment or carrier integration. The subject is its name.
         *
         *     `ROLE_ASSISTANT`: A software agent that a customer lets act for them. The subject is the customer, `act.sub` the agent, the channel always AGENT.
         *
         *     `ROLE_WAREHOUSE`: A member of a warehouse's or store's shipping staff, or its system. It sees what is to ship and where to, and nothing of money.
         * @enum {string}
         */
        "omnichannel.type.v1.Role": "ROLE_UNSPECIFIED" | "ROLE_CUSTOMER" | "ROLE_GUEST" | "ROLE_TERMINAL" | "ROLE_ASSOCIATE" | "ROLE_AGENT" | "ROLE_OPS" | "ROLE_SERVICE" | "ROLE_ASSISTANT" | "ROLE_WAREHOUSE";
        /** @description A line of a completed sale, as every consumer needs it: they never call back. */
        "omnichannel.type.v1.SaleLine": {
            /** @description Path from the root, separated by `/`, for example `home/lighting/candles`. Rules for a category hold for everything below it. */
            category?: string;
            /** @description This line's shares of all discounts, points included. */
            discounts?: components["schemas"]["omnichannel.type.v1.Discount"][];
            fulfilment?: components["schemas"]["omnichannel.type.v1.Fulfilment"];
            /** @description Each unit is a gift card worth the unit's price. */
            giftCard?: boolean;
            /** @description Unique in the order and stable. */
            lineId?: string;
            /** @description unit_price x quantity, rounded once, half to even. */
            lineTotal?: components["schemas"]["omnichannel.type.v1.Money"];
            measure?: components["schemas"]["omnichannel.type.v1.Measure"];
            /** @description line_total less all discounts: what the customer paid for the line, without shipping and added tax. */
            netTotal?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description Not merchandise (postage, a fee, a service): earns nothing and is not returnable unless a rule names its category. */
            nonMerchandise?: boolean;
            options?: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description This line's share of the points spent.
             */
            pointsRedeemed?: string;
            /**
             * Format: int32
             * @description Of `measure`.
             */
            quantity?: number;
            sku?: string;
            /** @description The item's title in the market's main language, as sold. */
            title?: string;
            /** @description For what `measure` says; decimal text in the major unit, at most 4 places, before discounts. */
            unitPrice?: string;
        };
        /** @description A payment that was taken. */
        "omnichannel.type.v1.Tender": {
            /** @description Positive. What was paid: in cash a rounded amount, where the smallest coins are not in use; zero when that rounds to nothing. */
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            kind?: components["schemas"]["omnichannel.type.v1.TenderKind"];
            /** @description What the provider knows the means of payment by (a fingerprint, a token): the same whatever the payment. Never a card number. May be empty. It is passed on as a keyed hash alone, to see whether two buyers pay with one card, and is not kept with orders. */
            means?: string;
            /** @description The provider's reference of the payment; unique with the kind. May be empty for cash. Never a card number. */
            reference?: string;
        };
        /**
         * @description How something is paid. References only; card data never enters this system.
         *
         *     `TENDER_KIND_OTHER`: On account, or a kind that a source system does not tell.
         * @enum {string}
         */
        "omnichannel.type.v1.TenderKind": "TENDER_KIND_UNSPECIFIED" | "TENDER_KIND_CARD" | "TENDER_KIND_WALLET" | "TENDER_KIND_GIFT_CARD" | "TENDER_KIND_CASH" | "TENDER_KIND_STORE_CREDIT" | "TENDER_KIND_OTHER";
        /** @description What a basket costs. due = items - discounts - points_value + shipping + tax + rounding. */
        "omnichannel.type.v1.Totals": {
            /** @description What cash pays, if it pays for all that is due. Absent once it is sold. */
            cashDue?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description Promotions and coupons together, positive. */
            discounts?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description What tenders must add up to. */
            due?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description Sum of the lines' totals before discounts. */
            items?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description What the points pay, positive. */
            pointsValue?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description What rounding a payment in cash added to the sale, by the rule of the market's country; negative: took off. Zero until it is paid. Prices, lines and points know nothing of it. */
            rounding?: components["schemas"]["omnichannel.type.v1.Money"];
            shipping?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description Tax on top of the prices, as given by the merchant; zero where prices contain it. */
            tax?: components["schemas"]["omnichannel.type.v1.Money"];
        };
        /** @description A gift card or store credit to pay with, as far as it goes. */
        "omnichannel.type.v1.WalletPayment": {
            /** @description At most so much; what is due, as far as it is there, when absent. */
            amount?: components["schemas"]["omnichannel.type.v1.Money"];
            /** @description Of whoever has code and PIN. At most one of giftCard, storeCredit, walletId is set. */
            giftCard?: components["schemas"]["omnichannel.type.v1.WalletPayment.GiftCard"];
            /** @description The credit of the cart's owner, in the cart's currency. At most one of giftCard, storeCredit, walletId is set. */
            storeCredit?: components["schemas"]["omnichannel.type.v1.WalletPayment.StoreCredit"];
            /** @description A card that was put on the cart's owner. At most one of giftCard, storeCredit, walletId is set. */
            walletId?: string;
        };
        /** @description What is printed on a card. */
        "omnichannel.type.v1.WalletPayment.GiftCard": {
            code?: string;
            pin?: string;
        };
        /** @description The owner's. */
        "omnichannel.type.v1.WalletPayment.StoreCredit": Record<string, never>;
        /** @description RFC 9457 problem details. */
        Problem: {
            /** @description One English sentence for a developer. */
            detail: string;
            /**
             * Format: uri
             * @description The trace of this call, as the logs know it.
             */
            instance: string;
            /** @description Values that belong to the reason. */
            metadata?: {
                [key: string]: string;
            };
            /** @description Stable UPPER_SNAKE_CASE name; the descriptions of the operations list them. */
            reason: string;
            /** @description Seconds after which the same call may succeed. */
            retryAfter?: number;
            status: number;
            title: string;
            /**
             * Format: uri
             * @description Follows from the reason.
             */
            type: string;
            /** @description The fields at fault. */
            violations?: {
                description: string;
                field: string;
            }[];
        };
    };
    responses: {
        /** @description The call was refused or failed; the reason says why. */
        Problem: {
            headers: {
                /** @description Seconds, when waiting helps. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
        IdempotencyKey: string;
        /** @description Id of the last event that was seen: the stream goes on behind it. */
        LastEventId: string;
        /** @description As for every call with effects; a request that names its effect itself needs none (see the operation). */
        OptionalIdempotencyKey: string;
        /** @description Seconds that the caller waits. */
        RequestTimeout: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    Gateway_GetKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    Gateway_GetIssuer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The issuer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        issuer: string;
                        /** Format: uri */
                        jwks_uri: string;
                    };
                };
            };
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    AdjustmentService_ListAdjustments: {
        parameters: {
            query?: {
                /** @description Those of one member; all when empty. */
                memberId?: string;
                pageSize?: number;
                pageToken?: string;
                /** @description In one state; all when unspecified. */
                state?: components["schemas"]["omnichannel.loyalty.v1.AdjustmentState"];
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of adjustments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.ListAdjustmentsResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    AdjustmentService_ApproveAdjustment: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                adjustmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.ApproveAdjustmentRequest"];
            };
        };
        responses: {
            /** @description It is made. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.ApproveAdjustmentResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, EXPIRES_IN_PAST. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, OWN_ADJUSTMENT, APPROVAL_LIMIT. */
            403: components["responses"]["Problem"];
            /** @description ADJUSTMENT_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, ADJUSTMENT_DECIDED, INSUFFICIENT_POINTS. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    AdjustmentService_DeclineAdjustment: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                adjustmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.DeclineAdjustmentRequest"];
            };
        };
        responses: {
            /** @description It will not be made. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.DeclineAdjustmentResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, REASON_REQUIRED. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, APPROVAL_LIMIT. */
            403: components["responses"]["Problem"];
            /** @description ADJUSTMENT_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, ADJUSTMENT_DECIDED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CatalogueService_CheckAvailability: {
        parameters: {
            query?: {
                /** @description Stores near here, nearest first; all stores of the market by id when absent. */
                latitude?: number;
                longitude?: number;
                market?: string;
                /** @description At most so many stores per sku, the nearest; all when 0. */
                maxStores?: number;
                /** @description 50 when 0. */
                radiusKm?: number;
                /** @description Up to 100. */
                skus?: string[];
                /** @description Only this store. */
                storeId?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Availability per sku, in the order asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.CheckAvailabilityResponse"];
                };
            };
            /** @description INVALID_FIELD, MARKET_UNKNOWN. */
            400: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    MessagingService_StartCampaign: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.messaging.v1.StartCampaignRequest"];
            };
        };
        responses: {
            /** @description The messages that were made. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.messaging.v1.StartCampaignResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, TEMPLATE_INVALID, BATCH_TOO_LARGE. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CartService_GetActiveCart: {
        parameters: {
            query?: {
                market?: string;
                /** @description The customer or guest whose cart it is; empty for the caller's own. Required for agents and services. An id that begins with `guest-` is a guest's. */
                ownerId?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An active cart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.GetActiveCartResponse"];
                };
            };
            /** @description INVALID_FIELD, MARKET_UNKNOWN. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CartService_MergeGuestCart: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.MergeGuestCartRequest"];
            };
        };
        responses: {
            /** @description The merged cart, explained. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.MergeGuestCartResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description GRANT_NOT_VALID. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CART_IN_CHECKOUT, CART_ALREADY_MERGED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CartService_OpenCartLink: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.OpenCartLinkRequest"];
            };
        };
        responses: {
            /** @description The caller's cart, with what the link brought. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.OpenCartLinkResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description GRANT_NOT_VALID. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CART_IN_CHECKOUT, CART_CLOSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CartService_GetCart: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                cartId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One cart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.GetCartResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CART_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CartService_ApplyOperations: {
        parameters: {
            query?: never;
            header?: {
                /** @description As for every call with effects; a request that names its effect itself needs none (see the operation). */
                "Idempotency-Key"?: components["parameters"]["OptionalIdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                cartId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.ApplyOperationsRequest"];
            };
        };
        responses: {
            /** @description The answers, in order, and the cart afterwards. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.ApplyOperationsResponse"];
                };
            };
            /** @description INVALID_FIELD, BATCH_TOO_LARGE, DEVICE_MISMATCH, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CART_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CONCURRENT_CHANGE, CART_IN_CHECKOUT. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CheckoutService_CheckoutInStore: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                cartId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.CheckoutInStoreRequest"];
            };
        };
        responses: {
            /** @description The sale. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.CheckoutInStoreResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, CURRENCY_MISMATCH, EMAIL_INVALID, PHONE_INVALID, LANGUAGE_INVALID, TIME_ZONE_UNKNOWN, TENDERS_DO_NOT_MATCH, TENDER_REPEATED, CARD_NUMBER_REFUSED. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CART_NOT_FOUND, GIFT_CARD_NOT_FOUND, WALLET_NOT_FOUND, CHECKOUT_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CART_CHANGED, CART_IN_CHECKOUT, CART_CLOSED, CART_EMPTY, PICKUP_NOT_OFFERED, OUT_OF_STOCK, ORDER_LIMIT_EXCEEDED, PRICE_CHANGED, SHIPPING_OPTION_REQUIRED, SHIPPING_OPTION_UNKNOWN, DELIVERY_REQUIRED, CONTACT_REQUIRED, CHECKOUT_CANCELLED, INSUFFICIENT_POINTS, NOT_A_MEMBER, BELOW_MINIMUM_REDEMPTION, CURRENCY_NOT_REDEEMABLE, POINTS_EXCEED_DUE, POINTS_NOT_YOURS, COUPON_VOIDED, COUPON_PAUSED, COUPON_BUDGET_SPENT, COUPON_EXPIRED, COUPON_NOT_YET_VALID, COUPON_USED, COUPON_MINIMUM_NOT_MET, COUPON_NOT_APPLICABLE, COUPON_UNKNOWN, EARLY_ACCESS_REQUIRED, COUPON_CODE_MISREAD, COUPON_NOT_YOURS, CREDIT_NOT_YOURS, WALLET_CURRENCY, CHECKOUT_NOT_READY, CHECKOUT_ALREADY_COMPLETED, TENDER_REFUNDED, TENDER_USED, HOLD_EXPIRED, HOLD_RELEASED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED, CODE_LIMIT. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CartService_CreateCartLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                cartId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.CreateCartLinkRequest"];
            };
        };
        responses: {
            /** @description A link to a cart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.CreateCartLinkResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CART_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CartService_ReleaseHandoff: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                cartId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.ReleaseHandoffRequest"];
            };
        };
        responses: {
            /** @description The part is ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.ReleaseHandoffResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CART_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CART_IN_CHECKOUT. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CartService_ReorderItems: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                cartId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.ReorderItemsRequest"];
            };
        };
        responses: {
            /** @description What became of each line, in order, and the cart afterwards. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.ReorderItemsResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CART_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CART_IN_CHECKOUT, CART_CLOSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CartService_WatchCart: {
        parameters: {
            query?: {
                /** @description The last version seen; 0 for a snapshot first. In SSE: Last-Event-ID. */
                resumeVersion?: string;
            };
            header?: {
                /** @description Id of the last event that was seen: the stream goes on behind it. */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path: {
                cartId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of events; the data of each is this JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["omnichannel.cart.v1.WatchCartResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CART_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED, WATCHER_TOO_SLOW. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CheckoutService_BeginCheckout: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                cartId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.BeginCheckoutRequest"];
            };
        };
        responses: {
            /** @description The checkout that began. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.BeginCheckoutResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, CURRENCY_MISMATCH, EMAIL_INVALID, PHONE_INVALID, LANGUAGE_INVALID, TIME_ZONE_UNKNOWN. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CART_NOT_FOUND, GIFT_CARD_NOT_FOUND, WALLET_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CART_CHANGED, CART_IN_CHECKOUT, CART_CLOSED, CART_EMPTY, PICKUP_NOT_OFFERED, OUT_OF_STOCK, ORDER_LIMIT_EXCEEDED, PRICE_CHANGED, SHIPPING_OPTION_REQUIRED, SHIPPING_OPTION_UNKNOWN, DELIVERY_REQUIRED, CONTACT_REQUIRED, CHECKOUT_CANCELLED, INSUFFICIENT_POINTS, NOT_A_MEMBER, BELOW_MINIMUM_REDEMPTION, CURRENCY_NOT_REDEEMABLE, POINTS_EXCEED_DUE, POINTS_NOT_YOURS, COUPON_VOIDED, COUPON_PAUSED, COUPON_BUDGET_SPENT, COUPON_EXPIRED, COUPON_NOT_YET_VALID, COUPON_USED, COUPON_MINIMUM_NOT_MET, COUPON_NOT_APPLICABLE, COUPON_UNKNOWN, EARLY_ACCESS_REQUIRED, COUPON_CODE_MISREAD, COUPON_NOT_YOURS, CREDIT_NOT_YOURS, WALLET_CURRENCY. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CheckoutService_GetCheckout: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                cartId: string;
                checkoutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One checkout. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.GetCheckoutResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CHECKOUT_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CheckoutService_CancelCheckout: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                cartId: string;
                checkoutId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.CancelCheckoutRequest"];
            };
        };
        responses: {
            /** @description The cancelled checkout. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.CancelCheckoutResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CHECKOUT_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CHECKOUT_ALREADY_COMPLETED, CHECKOUT_COMPLETING. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CheckoutService_CompleteCheckout: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                cartId: string;
                checkoutId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.CompleteCheckoutRequest"];
            };
        };
        responses: {
            /** @description The sale. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.CompleteCheckoutResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, TENDERS_DO_NOT_MATCH, CURRENCY_MISMATCH, TENDER_REPEATED, CARD_NUMBER_REFUSED. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CART_NOT_FOUND, CHECKOUT_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CHECKOUT_NOT_READY, CHECKOUT_CANCELLED, CHECKOUT_ALREADY_COMPLETED, TENDER_REFUNDED, TENDER_USED, HOLD_EXPIRED, HOLD_RELEASED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CartEditService_AddCode: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                cartId: string;
                /** @description In whatever case. */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.AddCodeRequest"];
            };
        };
        responses: {
            /** @description The cart with the code. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.AddCodeResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, OPERATION_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CART_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CART_IN_CHECKOUT, CART_CLOSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED, CODE_LIMIT. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CartEditService_RemoveCode: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                cartId: string;
                /** @description In whatever case. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cart without the code. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.RemoveCodeResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CART_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CART_IN_CHECKOUT, CART_CLOSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CartService_CreateHandoff: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                cartId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.CreateHandoffRequest"];
            };
        };
        responses: {
            /** @description A code for one device. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.CreateHandoffResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CART_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CART_CLOSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CartEditService_AddLine: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                cartId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.AddLineRequest"];
            };
        };
        responses: {
            /** @description The line that holds it, and the cart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.AddLineResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, QUANTITY_OUT_OF_RANGE, OPTIONS_TOO_LARGE, OPTIONS_INVALID, OPTION_NOT_OFFERED, OPTION_REQUIRED, SHIPPING_OPTION_UNKNOWN. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CART_NOT_FOUND, SKU_UNKNOWN, STORE_UNKNOWN. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, NOT_FOR_SALE, PICKUP_NOT_OFFERED, CART_IN_CHECKOUT, CART_CLOSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED, LINE_LIMIT. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CartEditService_RemoveLine: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                cartId: string;
                lineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cart without the line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.RemoveLineResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CART_NOT_FOUND, LINE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CART_IN_CHECKOUT, CART_CLOSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CartEditService_UpdateLine: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                cartId: string;
                lineId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.UpdateLineRequest"];
            };
        };
        responses: {
            /** @description The cart with the changed line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.UpdateLineResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, QUANTITY_OUT_OF_RANGE, SHIPPING_OPTION_UNKNOWN. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CART_NOT_FOUND, LINE_NOT_FOUND, STORE_UNKNOWN. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, PICKUP_NOT_OFFERED, CART_IN_CHECKOUT, CART_CLOSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CartService_UndoMerge: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                /** @description The customer's cart. */
                cartId: string;
                mergeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.UndoMergeRequest"];
            };
        };
        responses: {
            /** @description The cart after the undo. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.UndoMergeResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description MERGE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, MERGE_UNDO_EXPIRED, CART_IN_CHECKOUT, CART_CHECKED_OUT. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ClaimService_ListClaims: {
        parameters: {
            query?: {
                pageSize?: number;
                pageToken?: string;
                /** @description OPEN when not given. */
                state?: components["schemas"]["omnichannel.orders.v1.ClaimState"];
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of claims. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.ListClaimsResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ContactService_GetContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A contact. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.messaging.v1.GetContactResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description CONTACT_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ContactService_PutContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                /** @description The customer's or guest's id; from a service also a checkout's. */
                contactId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.messaging.v1.PutContactRequest"];
            };
        };
        responses: {
            /** @description The stored contact. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.messaging.v1.PutContactResponse"];
                };
            };
            /** @description INVALID_FIELD, EMAIL_INVALID, LANGUAGE_INVALID, TIME_ZONE_UNKNOWN, PHONE_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ContactService_ListConsents: {
        parameters: {
            query?: {
                /** @description Also those that are no longer in force. */
                includeHistory?: boolean;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Decisions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.messaging.v1.ListConsentsResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ContactService_SetConsent: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                contactId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.messaging.v1.SetConsentRequest"];
            };
        };
        responses: {
            /** @description The recorded decision. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.messaging.v1.SetConsentResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, WORDING_REQUIRED. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    MessagingService_ListMessages: {
        parameters: {
            query?: {
                pageSize?: number;
                pageToken?: string;
                /** @description Only about this, for example an order's id. */
                subjectId?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                /** @description The customer or guest whose matters they are about. */
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.messaging.v1.ListMessagesResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CouponService_GetCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A campaign. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.GetCampaignResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CAMPAIGN_UNKNOWN. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CouponService_SetCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                /** @description As CouponTerms.campaign_id. */
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.SetCampaignRequest"];
            };
        };
        responses: {
            /** @description The campaign. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.SetCampaignResponse"];
                };
            };
            /** @description INVALID_FIELD, REASON_REQUIRED. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description CAMPAIGN_VOIDED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CouponService_ListCouponMints: {
        parameters: {
            query?: {
                /** @description Empty for all. */
                campaignId?: string;
                pageSize?: number;
                pageToken?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of mints. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.ListCouponMintsResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CouponService_MintCoupons: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.MintCouponsRequest"];
            };
        };
        responses: {
            /** @description What was begun. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.MintCouponsResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, COUPON_TERMS_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CAMPAIGN_FULL, CAMPAIGN_VOIDED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CouponService_GetCouponMint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                mintId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A mint. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.GetCouponMintResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description COUPON_MINT_UNKNOWN. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CouponService_ExportCoupons: {
        parameters: {
            query?: {
                /** @description Behind this position. */
                afterPosition?: string;
            };
            header?: {
                /** @description Id of the last event that was seen: the stream goes on behind it. */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path: {
                mintId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of events; the data of each is this JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["omnichannel.loyalty.v1.ExportCouponsResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description COUPON_MINT_UNKNOWN. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CouponService_IssueCoupons: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.IssueCouponsRequest"];
            };
        };
        responses: {
            /** @description The issued coupons. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.IssueCouponsResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, COUPON_CODE_MISREAD, COUPON_TERMS_INVALID, BATCH_TOO_LARGE. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, COUPON_CODE_TAKEN. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CouponService_QualifyCoupons: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.QualifyCouponsRequest"];
            };
        };
        responses: {
            /** @description Which coupons the basket could use. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.QualifyCouponsResponse"];
                };
            };
            /** @description INVALID_FIELD, COUPON_CODE_MISREAD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description COUPON_UNKNOWN. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CouponService_GetCoupon: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A coupon. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.GetCouponResponse"];
                };
            };
            /** @description INVALID_FIELD, COUPON_CODE_MISREAD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description COUPON_UNKNOWN. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CouponService_SetCouponState: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.SetCouponStateRequest"];
            };
        };
        responses: {
            /** @description The coupon. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.SetCouponStateResponse"];
                };
            };
            /** @description INVALID_FIELD, REASON_REQUIRED, COUPON_CODE_MISREAD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description COUPON_UNKNOWN. */
            404: components["responses"]["Problem"];
            /** @description COUPON_VOIDED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    SupportContextService_GetContext: {
        parameters: {
            query?: {
                /** @description Language of the sentences; `en` when empty or not supported. */
                language?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                /** @description A customer's id, or a guest's who is not linked. */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is known of a customer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.support.v1.GetContextResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    IdentityService_LinkIdentity: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.support.v1.LinkIdentityRequest"];
            };
        };
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.support.v1.LinkIdentityResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, MERGE_NOT_VERIFIED. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, IDENTITY_LINKED_ELSEWHERE, PERSON_MERGED_AWAY. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    IdentityService_UnlinkIdentity: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                customerId: string;
                linkId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.support.v1.UnlinkIdentityRequest"];
            };
        };
        responses: {
            /** @description The ended link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.support.v1.UnlinkIdentityResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, REASON_REQUIRED. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description LINK_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderTrackingService_ListOrders: {
        parameters: {
            query?: {
                /** @description Only orders that were made there; all when empty. */
                channels?: components["schemas"]["omnichannel.type.v1.Channel"][];
                pageSize?: number;
                pageToken?: string;
                /** @description Only orders placed before this time. */
                placedBefore?: string;
                /** @description Only orders placed at or after this time. */
                placedFrom?: string;
                /** @description Only orders that stand so; all when empty. */
                statuses?: components["schemas"]["omnichannel.orders.v1.OrderStatus"][];
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                /** @description A customer's or guest's id. */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of orders. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.ListOrdersResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    IdentityService_GetProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A profile. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.support.v1.GetProfileResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    IdentityService_PutProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.support.v1.PutProfileRequest"];
            };
        };
        responses: {
            /** @description The stored profile. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.support.v1.PutProfileResponse"];
                };
            };
            /** @description INVALID_FIELD, LANGUAGE_INVALID, TIME_ZONE_UNKNOWN, BIRTHDAY_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReturnsService_ListReturns: {
        parameters: {
            query?: {
                /** @description Only of this order. */
                orderId?: string;
                pageSize?: number;
                pageToken?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                /** @description A customer's or guest's id. */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of returns. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.returns.v1.ListReturnsResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderPaymentService_ListSavedTenders: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A customer's saved tenders. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.ListSavedTendersResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderPaymentService_DeleteSavedTender: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                customerId: string;
                tenderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer's saved tenders after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.DeleteSavedTenderResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description TENDER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderPaymentService_SetDefaultTender: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                customerId: string;
                tenderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.SetDefaultTenderRequest"];
            };
        };
        responses: {
            /** @description The customer's saved tenders after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.SetDefaultTenderResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description TENDER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WalletService_IssueStoreCredit: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.IssueStoreCreditRequest"];
            };
        };
        responses: {
            /** @description The customer's wallet after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.IssueStoreCreditResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, REASON_REQUIRED. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, WALLET_FULL. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    SupportContextService_ListTimeline: {
        parameters: {
            query?: {
                /** @description Only these kinds; all when empty. */
                kinds?: components["schemas"]["omnichannel.support.v1.TimelineKind"][];
                /** @description Language of the sentences; `en` when empty or not supported. */
                language?: string;
                occurredBefore?: string;
                occurredFrom?: string;
                pageSize?: number;
                pageToken?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of a timeline. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.support.v1.ListTimelineResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    SupportContextService_WatchTimeline: {
        parameters: {
            query?: {
                language?: string;
                /** @description The last sequence seen; absent for only what comes from now on. */
                resumeSequence?: string;
            };
            header?: {
                /** @description Id of the last event that was seen: the stream goes on behind it. */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of events; the data of each is this JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["omnichannel.support.v1.WatchTimelineResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    SupportContextService_RecordTouchpoints: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                /** @description Their customer's or guest's id. */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.support.v1.RecordTouchpointsRequest"];
            };
        };
        responses: {
            /** @description One answer per touchpoint, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.support.v1.RecordTouchpointsResponse"];
                };
            };
            /** @description INVALID_FIELD, BATCH_TOO_LARGE. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WalletService_ListWallets: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A customer's wallets, the oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.ListWalletsResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    GiftCardService_ClaimGiftCard: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.ClaimGiftCardRequest"];
            };
        };
        responses: {
            /** @description The card after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.ClaimGiftCardResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description GIFT_CARD_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, WALLET_NOT_ACTIVE. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    FulfilmentService_ListWork: {
        parameters: {
            query?: {
                pageSize?: number;
                pageToken?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of orders to work on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.ListWorkResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    GiftCardService_IssueGiftCard: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.IssueGiftCardRequest"];
            };
        };
        responses: {
            /** @description The card. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.IssueGiftCardResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    GiftCardService_ActivateGiftCard: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.ActivateGiftCardRequest"];
            };
        };
        responses: {
            /** @description The card after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.ActivateGiftCardResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description GIFT_CARD_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CARD_NOT_INACTIVE. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    GiftCardService_LookUpGiftCard: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.LookUpGiftCardRequest"];
            };
        };
        responses: {
            /** @description The card. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.LookUpGiftCardResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description GIFT_CARD_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    GiftCardService_ShowGiftCard: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                walletId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.ShowGiftCardRequest"];
            };
        };
        responses: {
            /** @description What is printed on a card. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.ShowGiftCardResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description WALLET_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    GiftCardService_VoidGiftCard: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                walletId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.VoidGiftCardRequest"];
            };
        };
        responses: {
            /** @description The card after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.VoidGiftCardResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, REASON_REQUIRED. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description WALLET_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, WALLET_USED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    Gateway_CreateGuestSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @default WEB
                     * @enum {string}
                     */
                    channel?: "WEB" | "APP" | "SOCIAL";
                };
            };
        };
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accessToken: string;
                        /** @description Scope of idempotency keys; stays the device's after signing in. */
                        deviceId: string;
                        /** @description Seconds. */
                        expiresIn: number;
                        guestId: string;
                        /** @enum {string} */
                        tokenType: "Bearer";
                    };
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description BODY_TOO_LARGE. */
            413: components["responses"]["Problem"];
            /** @description UNSUPPORTED_CONTENT_TYPE. */
            415: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CartService_ClaimHandoff: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.ClaimHandoffRequest"];
            };
        };
        responses: {
            /** @description The cart that was joined. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.ClaimHandoffResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description GRANT_NOT_VALID. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    IdentityService_ResolveIdentity: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.support.v1.ResolveIdentityRequest"];
            };
        };
        responses: {
            /** @description Whose it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.support.v1.ResolveIdentityResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description IDENTITY_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CatalogueService_LookupItem: {
        parameters: {
            query?: {
                /** @description Whose price and stock are meant. */
                market?: string;
                /** @description What the scanner gave, as it gave it, at most 7,089 characters: with or without the AIM symbology identifier (`]C1`), with FNC1 as the character 29. Or what a person types: the digits below the bars, or identifiers in parentheses. */
                scan?: string;
                /** @description When `scan` is empty. */
                sku?: string;
                /** @description Also answers this store's stock. */
                storeId?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item that was found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.LookupItemResponse"];
                };
            };
            /** @description INVALID_FIELD, SCAN_NOT_UNDERSTOOD, CHECK_DIGIT_WRONG, SCAN_ELEMENT_INVALID, SCAN_CONTRADICTORY, SCAN_WITHOUT_ITEM, SCAN_COMPRESSED, MARKET_UNKNOWN. */
            400: components["responses"]["Problem"];
            /** @description ITEM_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description SCAN_AMBIGUOUS. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CatalogueService_UpsertItems: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.UpsertItemsRequest"];
            };
        };
        responses: {
            /** @description One answer per item. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.UpsertItemsResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ItemSubscriptionService_ListItemSubscriptions: {
        parameters: {
            query?: {
                /** @description Empty for the caller's own. Required for agents. */
                ownerId?: string;
                pageSize?: number;
                pageToken?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of subscriptions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.ListItemSubscriptionsResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ItemSubscriptionService_CreateItemSubscription: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.CreateItemSubscriptionRequest"];
            };
        };
        responses: {
            /** @description The subscription. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.CreateItemSubscriptionResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, MARKET_UNKNOWN, PRICE_INVALID, OPTIONS_TOO_LARGE, OPTIONS_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, CONTACT_NOT_YOURS. */
            403: components["responses"]["Problem"];
            /** @description SKU_UNKNOWN, STORE_UNKNOWN. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, ITEM_IN_STOCK, PRICE_REACHED, NOT_FOR_SALE, CONTACT_REQUIRED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED, SUBSCRIPTION_LIMIT. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ItemSubscriptionService_CancelItemSubscription: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.CancelItemSubscriptionRequest"];
            };
        };
        responses: {
            /** @description The subscription as it ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.CancelItemSubscriptionResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description SUBSCRIPTION_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    LedgerService_GetMovementReport: {
        parameters: {
            query?: {
                /** @description Also answers what expired points were worth in this currency. */
                currencyCode?: string;
                /** @description The first month, `2026-03`. */
                firstMonth?: string;
                /** @description The last month; the first when empty. At most 36 months. */
                lastMonth?: string;
                /** @description In which months begin and end; UTC when empty. */
                timeZone?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A line for each month. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.GetMovementReportResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    LedgerService_VerifyLedger: {
        parameters: {
            query?: {
                /** @description The last position that was received; 0 for none. */
                afterPosition?: string;
                /** @description All members, and whatever else the service keeps, when empty. */
                memberId?: string;
            };
            header?: {
                /** @description Id of the last event that was seen: the stream goes on behind it. */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of events; the data of each is this JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["omnichannel.loyalty.v1.VerifyLedgerResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    MessagingService_ListMailbox: {
        parameters: {
            query?: {
                /** @description Only to this contact. */
                contactId?: string;
                pageSize?: number;
                pageToken?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the mailbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.messaging.v1.ListMailboxResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    DeliveryPromiseService_QuoteDelivery: {
        parameters: {
            query?: {
                carrierCode?: string;
                /** @description The share of parcels that come in time, from 0.5 to 0.99; 0.9 when it is 0. */
                confidence?: number;
                /** @description `HH:mm` where it goes; empty for none. */
                cutOff?: string;
                /** @description Working days from the cut-off until the carrier has it, at most 365. Absent: as long as it took before. */
                handlingDays?: number;
                /** @description Now when absent; within ten years of it. */
                orderedAt?: string;
                /** @description The location that it leaves from; empty for any. */
                originId?: string;
                /** @description Needs region_code. */
                postalCode?: string;
                /** @description Where it goes, ISO 3166-1 alpha-2; empty for wherever the market's parcels go. */
                regionCode?: string;
                /** @description One of the market's, or a carrier. */
                shippingOptionId?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                market: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description When it would come. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.QuoteDeliveryResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description LANE_NOT_LEARNED. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CatalogueService_ListItemChanges: {
        parameters: {
            query?: {
                /** @description From the last answer, whenever that was. All items when empty. */
                changeToken?: string;
                pageSize?: number;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                market: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Some changes, and what codes mean in the market. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.ListItemChangesResponse"];
                };
            };
            /** @description INVALID_FIELD, MARKET_UNKNOWN, PAGE_TOKEN_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CatalogueService_ListItems: {
        parameters: {
            query?: {
                /** @description Path from the root; with everything below it. All when empty. */
                category?: string;
                pageSize?: number;
                pageToken?: string;
                /** @description Every one must begin a word of the title. At most 200 characters and 10 words. */
                words?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                market: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Some items, by sku. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.ListItemsResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID, MARKET_UNKNOWN. */
            400: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CatalogueService_SetMeasureCodes: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                market: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.SetMeasureCodesRequest"];
            };
        };
        responses: {
            /** @description The layouts as stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.SetMeasureCodesResponse"];
                };
            };
            /** @description INVALID_FIELD, MARKET_UNKNOWN, MEASURE_CODE_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CatalogueService_ListShippingOptions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                market: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The shipping options of a market. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.ListShippingOptionsResponse"];
                };
            };
            /** @description INVALID_FIELD, MARKET_UNKNOWN. */
            400: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CatalogueService_SetShippingOptions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                market: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.SetShippingOptionsRequest"];
            };
        };
        responses: {
            /** @description The shipping options as stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.SetShippingOptionsResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CatalogueService_ListStores: {
        parameters: {
            query?: {
                /** @description Only stores near here. */
                latitude?: number;
                longitude?: number;
                pageSize?: number;
                pageToken?: string;
                /** @description 50 when 0. */
                radiusKm?: number;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                market: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Some stores. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.ListStoresResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID, MARKET_UNKNOWN. */
            400: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    LoyaltyService_EnrollMember: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.EnrollMemberRequest"];
            };
        };
        responses: {
            /** @description The member. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.EnrollMemberResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, REFERRAL_CODE_MISREAD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description PROGRAM_NOT_FOUND, REFERRAL_CODE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CARD_NUMBER_TAKEN, REFERRAL_NOT_OFFERED, SELF_REFERRAL, BOUGHT_BEFORE, ALREADY_REFERRED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    LoyaltyService_EnrollMembers: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.EnrollMembersRequest"];
            };
        };
        responses: {
            /** @description One answer per customer, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.EnrollMembersResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    TillService_FindMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.FindMemberRequest"];
            };
        };
        responses: {
            /** @description The member. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.FindMemberResponse"];
                };
            };
            /** @description INVALID_FIELD, CARD_NUMBER_MISREAD, CURRENCY_NOT_REDEEMABLE. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    TillService_ProvePresence: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.ProvePresenceRequest"];
            };
        };
        responses: {
            /** @description The proof, and whose it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.ProvePresenceResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, CURRENCY_NOT_REDEEMABLE. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, PRESENCE_NOT_PROVED, CODE_USED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    LoyaltyService_GetMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A member. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.GetMemberResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    LoyaltyService_AdjustPoints: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.AdjustPointsRequest"];
            };
        };
        responses: {
            /** @description The whole adjustment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.AdjustPointsResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, REASON_REQUIRED, POINTS_OUT_OF_RANGE, EXPIRES_IN_PAST. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, INSUFFICIENT_POINTS, ADJUSTMENT_LIMIT. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ProgramService_EarnForEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.EarnForEventRequest"];
            };
        };
        responses: {
            /** @description What it earned. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.EarnForEventResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, EVENT_RESERVED, HAPPENED_IN_FUTURE. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, HAPPENED_BEFORE_ENROLMENT. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReferralService_MakeReferralCode: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.MakeReferralCodeRequest"];
            };
        };
        responses: {
            /** @description The code, and what it promises. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.MakeReferralCodeResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, REFERRAL_NOT_OFFERED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    TillService_ProvisionMemberCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.ProvisionMemberCodeRequest"];
            };
        };
        responses: {
            /** @description What codes are made with. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.ProvisionMemberCodeResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    TillService_RenewMemberCode: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.RenewMemberCodeRequest"];
            };
        };
        responses: {
            /** @description Codes of before count no more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.RenewMemberCodeResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    AdjustmentService_RequestAdjustment: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.RequestAdjustmentRequest"];
            };
        };
        responses: {
            /** @description It waits for somebody else. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.RequestAdjustmentResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, REASON_REQUIRED, POINTS_OUT_OF_RANGE, EXPIRES_IN_PAST. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    LoyaltyService_SetBirthday: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.SetBirthdayRequest"];
            };
        };
        responses: {
            /** @description When it counts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.SetBirthdayResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, BIRTHDAY_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ProgramService_SimulateMemberEarn: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.SimulateMemberEarnRequest"];
            };
        };
        responses: {
            /** @description What the member would earn. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.SimulateMemberEarnResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReferralService_UseReferralCode: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                /** @description The customer's id. */
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.UseReferralCodeRequest"];
            };
        };
        responses: {
            /** @description The customer was brought. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.UseReferralCodeResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, REFERRAL_CODE_MISREAD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description REFERRAL_CODE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, REFERRAL_NOT_OFFERED, SELF_REFERRAL, BOUGHT_BEFORE, ALREADY_REFERRED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    LoyaltyService_GetBalance: {
        parameters: {
            query?: {
                /** @description Also answers the value in this currency. */
                currencyCode?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A balance. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.GetBalanceResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    LoyaltyService_WatchBalance: {
        parameters: {
            query?: {
                /** @description The last version seen; the balance comes at once when it has moved on. In SSE: Last-Event-ID. */
                resumeVersion?: string;
            };
            header?: {
                /** @description Id of the last event that was seen: the stream goes on behind it. */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of events; the data of each is this JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["omnichannel.loyalty.v1.WatchBalanceResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ProgramService_ExplainEarning: {
        parameters: {
            query?: {
                /** @description An order's id; of an event `event/` with its type, the member's id and its own id, between slashes. */
                earningId?: string;
                /** @description BCP 47; `en` when empty or not supported. */
                language?: string;
                /** @description Instead of `earning_id`: a lot of the member. Of an order only the line is explained that earned it. */
                lotId?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Why something earned what it did. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.ExplainEarningResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description EARNING_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    LoyaltyService_ListEntries: {
        parameters: {
            query?: {
                effectiveBefore?: string;
                /** @description Only those that count in this time. */
                effectiveFrom?: string;
                /** @description Only these kinds; all when empty. */
                kinds?: components["schemas"]["omnichannel.loyalty.v1.EntryKind"][];
                pageSize?: number;
                pageToken?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of a statement. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.ListEntriesResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    LedgerService_ExportStatement: {
        parameters: {
            query?: {
                /** @description The last position that was received; 0 for none. */
                afterPosition?: string;
            };
            header?: {
                /** @description Id of the last event that was seen: the stream goes on behind it. */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of events; the data of each is this JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["omnichannel.loyalty.v1.ExportStatementResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    HoldService_HoldPoints: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                /** @description Empty at a till without a member. */
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.HoldPointsRequest"];
            };
        };
        responses: {
            /** @description The hold, and what it takes off. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.HoldPointsResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, COUPON_CODE_MISREAD, POINTS_OUT_OF_RANGE, CURRENCY_NOT_REDEEMABLE, REASON_REQUIRED. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, PRESENCE_REQUIRED, PRESENCE_NOT_VALID, CARD_LIMIT, INSUFFICIENT_POINTS, BELOW_MINIMUM_REDEMPTION, POINTS_EXCEED_DUE, COUPON_EXPIRED, COUPON_NOT_YET_VALID, COUPON_USED, COUPON_NOT_APPLICABLE, COUPON_MINIMUM_NOT_MET, COUPON_UNKNOWN, COUPON_NOT_YOURS, COUPON_VOIDED, COUPON_PAUSED, COUPON_BUDGET_SPENT, COUPON_PERSON_REQUIRED, ADJUSTMENT_LIMIT. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    HoldService_CaptureHold: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                holdId: string;
                /** @description Empty at a till without a member. */
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.CaptureHoldRequest"];
            };
        };
        responses: {
            /** @description The captured hold. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.CaptureHoldResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, RECEIPT_REQUIRED. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description HOLD_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, HOLD_RELEASED, HOLD_EXPIRED, HOLD_NOT_YOURS, RECEIPT_TAKEN, HOLD_ALREADY_CAPTURED, CHECKOUT_HOLD, CAPTURE_EXCEEDS_HOLD. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    HoldService_ReleaseHold: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                holdId: string;
                /** @description Empty at a till without a member. */
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.ReleaseHoldRequest"];
            };
        };
        responses: {
            /** @description The released hold. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.ReleaseHoldResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description HOLD_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, HOLD_ALREADY_CAPTURED, CHECKOUT_HOLD, HOLD_NOT_YOURS. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    LedgerService_ListLots: {
        parameters: {
            query?: {
                pageSize?: number;
                pageToken?: string;
                /** @description Only lots that have points in one of these; all when empty. */
                states?: components["schemas"]["omnichannel.loyalty.v1.LotState"][];
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of lots. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.ListLotsResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReferralService_ListReferrals: {
        parameters: {
            query?: {
                pageSize?: number;
                pageToken?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.ListReferralsResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CouponService_RedeemReward: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.RedeemRewardRequest"];
            };
        };
        responses: {
            /** @description The coupon, and the points that are left. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.RedeemRewardResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description MEMBER_NOT_FOUND, REWARD_UNKNOWN. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, REWARD_NOT_FOR_TIER, REWARD_STOPPED, INSUFFICIENT_POINTS. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CouponService_ReturnReward: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.ReturnRewardRequest"];
            };
        };
        responses: {
            /** @description The coupon, which nobody can use now, and the points. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.ReturnRewardResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_SUBJECT. */
            403: components["responses"]["Problem"];
            /** @description COUPON_UNKNOWN. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, COUPON_USED, COUPON_VOIDED, REWARD_NOT_RETURNABLE. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    MessagingService_FindMessages: {
        parameters: {
            query?: {
                /** @description Only about the matters of this customer or guest, or to this contact. */
                contactId?: string;
                /** @description Only by this medium: the one that was chosen, else any of those that the message may still take. */
                medium?: components["schemas"]["omnichannel.messaging.v1.Medium"];
                pageSize?: number;
                pageToken?: string;
                /** @description Only in one of these states; in any when empty. */
                states?: components["schemas"]["omnichannel.messaging.v1.MessageState"][];
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of everybody's messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.messaging.v1.FindMessagesResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    MessagingService_GetMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.messaging.v1.GetMessageResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description MESSAGE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    MessagingService_ExplainMessage: {
        parameters: {
            query?: {
                /** @description BCP 47; `en` when empty or not supported. */
                language?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.messaging.v1.ExplainMessageResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description MESSAGE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderTrackingService_ClaimOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.ClaimOrderRequest"];
            };
        };
        responses: {
            /** @description The order, now the caller's. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.ClaimOrderResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderTrackingService_FindOrders: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.FindOrdersRequest"];
            };
        };
        responses: {
            /** @description A page of what was found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.FindOrdersResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_STORE. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderTrackingService_ImportOrders: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.ImportOrdersRequest"];
            };
        };
        responses: {
            /** @description One answer per order, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.ImportOrdersResponse"];
                };
            };
            /** @description INVALID_FIELD, BATCH_TOO_LARGE. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderTrackingService_LookupOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.LookupOrderRequest"];
            };
        };
        responses: {
            /** @description The order that was found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.LookupOrderResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderTrackingService_RecordOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.RecordOrderRequest"];
            };
        };
        responses: {
            /** @description The order it became. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.RecordOrderResponse"];
                };
            };
            /** @description INVALID_FIELD, LINES_REQUIRED, DUPLICATE_LINE, QUANTITY_OUT_OF_RANGE, PRICE_INVALID, NEGATIVE_PRICE, TOTALS_DO_NOT_ADD_UP, TENDERS_DO_NOT_MATCH, PLACED_IN_FUTURE, HOLD_REQUIRED. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description EXTERNAL_ID_TAKEN. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderTrackingService_GetOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.GetOrderResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderTrackingService_AmendOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.AmendOrderRequest"];
            };
        };
        responses: {
            /** @description What was changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.AmendOrderResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, LINE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderTrackingService_CancelOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.CancelOrderRequest"];
            };
        };
        responses: {
            /** @description What was cancelled. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.CancelOrderResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, LINE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, ALREADY_SHIPPED, ALREADY_CANCELLED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    FulfilmentService_ChangeDeliveryAddress: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.ChangeDeliveryAddressRequest"];
            };
        };
        responses: {
            /** @description What the change did. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.ChangeDeliveryAddressResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, ALREADY_HANDED_OVER, NOTHING_TO_SHIP, COUNTRY_DIFFERS. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    TrackingLinkService_CreateTrackingLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.CreateTrackingLinkRequest"];
            };
        };
        responses: {
            /** @description A link to an order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.CreateTrackingLinkResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderTrackingService_ExplainOrder: {
        parameters: {
            query?: {
                /** @description BCP 47; `en` when empty or not supported. */
                language?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An order's state in words. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.ExplainOrderResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    TrackingLinkService_RevokeTrackingLinks: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.RevokeTrackingLinksRequest"];
            };
        };
        responses: {
            /** @description None of the links is good any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.RevokeTrackingLinksResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderTrackingService_WatchOrder: {
        parameters: {
            query?: {
                /** @description The last version seen; the order comes at once when it has moved on. */
                resumeVersion?: string;
            };
            header?: {
                /** @description Id of the last event that was seen: the stream goes on behind it. */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of events; the data of each is this JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["omnichannel.orders.v1.WatchOrderResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ClaimService_FileClaim: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.FileClaimRequest"];
            };
        };
        responses: {
            /** @description The claim. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.FileClaimResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, SHIPMENT_NOT_FOUND, LINE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, NOT_DELIVERED, CLAIM_EXCEEDS_DELIVERED, UNITS_IN_RETURN, TOO_MANY_CLAIMS. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ClaimService_GetClaim: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                claimId: string;
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A claim, as it was filed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.GetClaimResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, CLAIM_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ClaimService_ResolveClaim: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                claimId: string;
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.ResolveClaimRequest"];
            };
        };
        responses: {
            /** @description The claim. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.ResolveClaimResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, REASON_REQUIRED. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, CLAIM_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CLAIM_STATE, CLAIM_EXCEEDS_DELIVERED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ClaimService_ReviewClaim: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                claimId: string;
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.ReviewClaimRequest"];
            };
        };
        responses: {
            /** @description The claim. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.ReviewClaimResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, CLAIM_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CLAIM_STATE, CLAIM_EXCEEDS_DELIVERED, UNITS_IN_RETURN. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ClaimService_WithdrawClaim: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                claimId: string;
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.WithdrawClaimRequest"];
            };
        };
        responses: {
            /** @description The claim. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.WithdrawClaimResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, CLAIM_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CLAIM_STATE. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    FulfilmentService_GetDeliveryDetails: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where an order's goods go. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.GetDeliveryDetailsResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, DETAILS_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description NOTHING_TO_SHIP. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    FulfilmentService_ReportMilestone: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.ReportMilestoneRequest"];
            };
        };
        responses: {
            /** @description How far the order is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.ReportMilestoneResponse"];
                };
            };
            /** @description INVALID_FIELD, OCCURRED_IN_FUTURE, OCCURRED_BEFORE_ORDER. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, LINE_NOT_FOUND, SHIPMENT_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description MILESTONE_ID_TAKEN, QUANTITY_EXCEEDS_ORDERED, NEEDS_NEW_LABEL, SHIPMENT_VOID. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    FulfilmentService_GetPackingList: {
        parameters: {
            query?: {
                /** @description Of one parcel; empty for what no parcel has yet. */
                shipmentId?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What goes into a box. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.GetPackingListResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, SHIPMENT_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description NOTHING_TO_SHIP. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderPaymentService_GetOrderPayments: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An order's ledger. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.GetOrderPaymentsResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderPaymentService_RequestCharge: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.RequestChargeRequest"];
            };
        };
        responses: {
            /** @description The ledger with the charge, its last one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.RequestChargeResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, TENDER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CHARGE_EXCEEDS_DUE. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderPaymentService_RecordPayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.RecordPaymentRequest"];
            };
        };
        responses: {
            /** @description The ledger after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.RecordPaymentResponse"];
                };
            };
            /** @description INVALID_FIELD, OCCURRED_IN_FUTURE, CARD_NUMBER. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description PAYMENT_ID_TAKEN, PAYMENT_KNOWN. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    PickupService_AssignToStore: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.AssignToStoreRequest"];
            };
        };
        responses: {
            /** @description The store's work. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.AssignToStoreResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, LINE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, ORDER_CANCELLED, QUANTITY_EXCEEDS_ORDERED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ShipmentService_SetPromise: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.SetPromiseRequest"];
            };
        };
        responses: {
            /** @description The promise in force. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.SetPromiseResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, WINDOW_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, LINE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, PROMISE_EXISTS, ORDER_DELIVERED, ORDER_CANCELLED, ORDER_HISTORICAL. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ShipmentService_RevisePromise: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
                promiseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.RevisePromiseRequest"];
            };
        };
        responses: {
            /** @description The promise in force. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.RevisePromiseResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, WINDOW_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, PROMISE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, PROMISE_FINAL. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderPaymentService_RequestRefund: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.RequestRefundRequest"];
            };
        };
        responses: {
            /** @description The ledger with the refund, its last one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.RequestRefundResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, REFUND_EXCEEDS_PAID. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderPaymentService_RetryRefund: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.RetryRefundRequest"];
            };
        };
        responses: {
            /** @description The ledger after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.RetryRefundResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, CARD_NUMBER. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, REFUND_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, REFUND_NOT_FAILED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReturnPolicyService_GetEligibility: {
        parameters: {
            query?: {
                /** @description Language of the explanations; `en` when empty or not supported. */
                language?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What of an order can be returned, now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.returns.v1.GetEligibilityResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ShipmentService_CreateShipment: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.CreateShipmentRequest"];
            };
        };
        responses: {
            /** @description The announced parcel. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.CreateShipmentResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, OCCURRED_IN_FUTURE, OCCURRED_BEFORE_ORDER, CARRIER_NOT_RECOGNISED. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, LINE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, QUANTITY_EXCEEDS_ORDERED, ORDER_CANCELLED, TRACKING_NUMBER_TAKEN. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ShipmentService_CorrectStatus: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.CorrectStatusRequest"];
            };
        };
        responses: {
            /** @description The corrected parcel. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.CorrectStatusResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, REASON_REQUIRED, OCCURRED_IN_FUTURE, OCCURRED_BEFORE_ORDER. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, SHIPMENT_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    FulfilmentService_RecordProofOfDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.RecordProofOfDeliveryRequest"];
            };
        };
        responses: {
            /** @description It is kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.RecordProofOfDeliveryResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, SHIPMENT_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    FulfilmentService_VoidShipment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.VoidShipmentRequest"];
            };
        };
        responses: {
            /** @description The parcel. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.VoidShipmentResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, SHIPMENT_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description ALREADY_HANDED_OVER. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    FulfilmentService_GetProofOfDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                orderId: string;
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who took a parcel, by source; empty while nobody says. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.GetProofOfDeliveryResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, SHIPMENT_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    OrderPaymentService_ReportPaymentResult: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.ReportPaymentResultRequest"];
            };
        };
        responses: {
            /** @description The ledger after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.ReportPaymentResultResponse"];
                };
            };
            /** @description INVALID_FIELD, OCCURRED_IN_FUTURE, CARD_NUMBER. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description INSTRUCTION_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description AMOUNT_DIFFERS. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    PickupService_AcceptPickup: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                pickupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.AcceptPickupRequest"];
            };
        };
        responses: {
            /** @description The pickup after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.AcceptPickupResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, OCCURRED_IN_FUTURE, OCCURRED_BEFORE_ORDER. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description PICKUP_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, PICKUP_OVER. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    PickupService_AnnounceArrival: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                pickupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.AnnounceArrivalRequest"];
            };
        };
        responses: {
            /** @description The pickup after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.AnnounceArrivalResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description PICKUP_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, PICKUP_NOT_READY. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    PickupService_CollectPickup: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                pickupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.CollectPickupRequest"];
            };
        };
        responses: {
            /** @description The pickup after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.CollectPickupResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, PICKUP_CODE_WRONG, OCCURRED_IN_FUTURE, OCCURRED_BEFORE_ORDER. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description PICKUP_NOT_FOUND, LINE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, PICKUP_OVER, QUANTITY_EXCEEDS_PICKUP. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    PickupService_ExtendPickup: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                pickupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.ExtendPickupRequest"];
            };
        };
        responses: {
            /** @description The pickup after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.ExtendPickupResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description PICKUP_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, PICKUP_NOT_READY, EXTENSION_TOO_LONG. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    PickupService_MovePickup: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                pickupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.MovePickupRequest"];
            };
        };
        responses: {
            /** @description The pickups after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.MovePickupResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description PICKUP_NOT_FOUND, LINE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, QUANTITY_EXCEEDS_PICKUP. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    PickupService_MarkPickupReady: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                pickupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.MarkPickupReadyRequest"];
            };
        };
        responses: {
            /** @description The pickup after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.MarkPickupReadyResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, OCCURRED_IN_FUTURE, OCCURRED_BEFORE_ORDER. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description PICKUP_NOT_FOUND, LINE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, PICKUP_OVER, QUANTITY_EXCEEDS_PICKUP. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    PickupService_RejectPickup: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                pickupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.RejectPickupRequest"];
            };
        };
        responses: {
            /** @description The pickup after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.RejectPickupResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, OCCURRED_IN_FUTURE, OCCURRED_BEFORE_ORDER. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description PICKUP_NOT_FOUND, LINE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, PICKUP_OVER, QUANTITY_EXCEEDS_PICKUP. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    PickupService_SendPickup: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                pickupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.SendPickupRequest"];
            };
        };
        responses: {
            /** @description The pickup and its parcel after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.SendPickupResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, CARRIER_NOT_RECOGNISED. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description PICKUP_NOT_FOUND, LINE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, PICKUP_IS_COLLECTED, PICKUP_OVER, QUANTITY_EXCEEDS_PICKUP, TRACKING_NUMBER_TAKEN. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    PickupService_ShowPickupCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                pickupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.ShowPickupCodeRequest"];
            };
        };
        responses: {
            /** @description What its owner shows at the store. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.ShowPickupCodeResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description PICKUP_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    PickupService_AuthorizeCollector: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                pickupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.AuthorizeCollectorRequest"];
            };
        };
        responses: {
            /** @description Another person may collect. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.AuthorizeCollectorResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description PICKUP_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, PICKUP_OVER, TOO_MANY_COLLECTORS. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    PickupService_RevokeCollector: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                collectorId: string;
                pickupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.RevokeCollectorRequest"];
            };
        };
        responses: {
            /** @description The pickup after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.RevokeCollectorResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description PICKUP_NOT_FOUND, COLLECTOR_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    PickupService_UndoPickupEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                eventId: string;
                pickupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.UndoPickupEventRequest"];
            };
        };
        responses: {
            /** @description The pickup after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.UndoPickupEventResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, REASON_REQUIRED. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description PICKUP_NOT_FOUND, PICKUP_EVENT_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, PICKUP_EVENT_FINAL. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ProgramService_PublishProgram: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.PublishProgramRequest"];
            };
        };
        responses: {
            /** @description The published version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.PublishProgramResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, PROGRAM_INVALID, EFFECTIVE_IN_PAST. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ProgramService_GetProgram: {
        parameters: {
            query?: {
                /** @description The latest when 0. */
                version?: number;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                programId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A version of a program. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.GetProgramResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description PROGRAM_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ProgramService_SimulateEarn: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                programId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.SimulateEarnRequest"];
            };
        };
        responses: {
            /** @description What it would earn. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.SimulateEarnResponse"];
                };
            };
            /** @description INVALID_FIELD, TIER_UNKNOWN. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description PROGRAM_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CatalogueService_UpsertPromotions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.UpsertPromotionsRequest"];
            };
        };
        responses: {
            /** @description One answer per promotion. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.UpsertPromotionsResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReferralService_GetReferral: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                referralId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A referral. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.GetReferralResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description REFERRAL_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReturnPolicyService_PublishPolicy: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.returns.v1.PublishPolicyRequest"];
            };
        };
        responses: {
            /** @description The published version, or what a dry run found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.returns.v1.PublishPolicyResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, POLICY_INVALID, EFFECTIVE_IN_PAST. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReturnPolicyService_ExplainPolicy: {
        parameters: {
            query?: {
                /** @description For this category. */
                category?: string;
                /** @description Where it is bought. */
                channel?: components["schemas"]["omnichannel.type.v1.Channel"];
                /** @description BCP 47; `en` when empty or not supported. */
                language?: string;
                market?: string;
                /** @description `default` when empty. */
                policyId?: string;
                /** @description For this item. */
                sku?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A policy in words. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.returns.v1.ExplainPolicyResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description POLICY_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReturnPolicyService_GetPolicy: {
        parameters: {
            query?: {
                /** @description The latest when 0. */
                version?: number;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                policyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A version of a policy. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.returns.v1.GetPolicyResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description POLICY_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReturnsService_CreateReturn: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.returns.v1.CreateReturnRequest"];
            };
        };
        responses: {
            /** @description The return that began. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.returns.v1.CreateReturnResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description ORDER_NOT_FOUND, LINE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, FINAL_SALE, EXCLUDED_CATEGORY, NOT_MERCHANDISE, NOT_FULFILLED, ALREADY_RETURNED, IN_ANOTHER_RETURN, IN_CLAIM, CLAIM_ACCEPTED, WINDOW_EXPIRED, QUANTITY_EXCEEDS_RETURNABLE, RESOLUTION_NOT_ALLOWED, METHOD_NOT_ALLOWED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReturnsService_GetReturnByRmaCode: {
        parameters: {
            query?: {
                rmaCode?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The return with that code. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.returns.v1.GetReturnByRmaCodeResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RETURN_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReturnsService_CompleteReturnInStore: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.returns.v1.CompleteReturnInStoreRequest"];
            };
        };
        responses: {
            /** @description The return: closed, resolved, or received while others of its units wait for their inspection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.returns.v1.CompleteReturnInStoreResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RETURN_NOT_FOUND, LINE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, APPROVAL_PENDING, NOTHING_HANDED_IN, WRONG_STATE, QUANTITY_EXCEEDS_REQUESTED, QUANTITY_EXCEEDS_RETURNABLE, CLAIM_ACCEPTED, QUANTITY_EXCEEDS_RECEIVED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReturnsService_ImportReturns: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.returns.v1.ImportReturnsRequest"];
            };
        };
        responses: {
            /** @description One answer per return, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.returns.v1.ImportReturnsResponse"];
                };
            };
            /** @description INVALID_FIELD, BATCH_TOO_LARGE. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReturnsService_GetReturn: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                returnId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One return. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.returns.v1.GetReturnResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RETURN_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReturnsService_ApproveReturn: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                returnId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.returns.v1.ApproveReturnRequest"];
            };
        };
        responses: {
            /** @description The approved return. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.returns.v1.ApproveReturnResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RETURN_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, WRONG_STATE, CLAIM_ACCEPTED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReturnsService_CancelReturn: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                returnId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.returns.v1.CancelReturnRequest"];
            };
        };
        responses: {
            /** @description The cancelled return. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.returns.v1.CancelReturnResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RETURN_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, WRONG_STATE. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReturnsService_DeclineReturn: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                returnId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.returns.v1.DeclineReturnRequest"];
            };
        };
        responses: {
            /** @description The declined return. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.returns.v1.DeclineReturnResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, REASON_REQUIRED. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RETURN_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, WRONG_STATE. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReturnsService_InspectReturn: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                returnId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.returns.v1.InspectReturnRequest"];
            };
        };
        responses: {
            /** @description The return after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.returns.v1.InspectReturnResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RETURN_NOT_FOUND, LINE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, WRONG_STATE, QUANTITY_EXCEEDS_RECEIVED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReturnsService_ReceiveReturn: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                returnId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.returns.v1.ReceiveReturnRequest"];
            };
        };
        responses: {
            /** @description The return after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.returns.v1.ReceiveReturnResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RETURN_NOT_FOUND, LINE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, WRONG_STATE, QUANTITY_EXCEEDS_REQUESTED, QUANTITY_EXCEEDS_RETURNABLE, CLAIM_ACCEPTED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ReturnsService_ReportReturnPosted: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                returnId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.returns.v1.ReportReturnPostedRequest"];
            };
        };
        responses: {
            /** @description The return after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.returns.v1.ReportReturnPostedResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, TIME_IN_FUTURE. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RETURN_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, WRONG_STATE, QUANTITY_EXCEEDS_RETURNABLE, CLAIM_ACCEPTED, BEFORE_ORDER. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WishlistService_GetSharedWishlist: {
        parameters: {
            query?: {
                /** @description Whose prices and stock are meant; empty for items without them. */
                market?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A wishlist as others see it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.GetSharedWishlistResponse"];
                };
            };
            /** @description INVALID_FIELD, MARKET_UNKNOWN. */
            400: components["responses"]["Problem"];
            /** @description GRANT_NOT_VALID. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    Gateway_CreateSseTicket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Path and query of the event stream, as it will be opened but for the ticket: `/v1/carts/c1:watch`, `/v1/streams?watch=/v1/carts/c1:watch&watch=/v1/members/m1/balance:watch`. */
                    watch: string;
                };
            };
        };
        responses: {
            /** @description The ticket. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Seconds. */
                        expiresIn: number;
                        ticket: string;
                    };
                };
            };
            /** @description INVALID_FIELD, TOKEN_TOO_LONG_FOR_TICKET. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description BODY_TOO_LARGE. */
            413: components["responses"]["Problem"];
            /** @description UNSUPPORTED_CONTENT_TYPE. */
            415: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CatalogueService_SetStock: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.SetStockRequest"];
            };
        };
        responses: {
            /** @description One answer per level. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.SetStockResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    CatalogueService_UpsertStores: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.UpsertStoresRequest"];
            };
        };
        responses: {
            /** @description One answer per store. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.UpsertStoresResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    PickupService_ListPickups: {
        parameters: {
            query?: {
                pageSize?: number;
                pageToken?: string;
                /** @description Empty for what is still to be done: WAITING, PICKING and READY. */
                statuses?: components["schemas"]["omnichannel.orders.v1.PickupStatus"][];
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                storeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of a store's work. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.ListPickupsResponse"];
                };
            };
            /** @description INVALID_FIELD, PAGE_TOKEN_INVALID. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_STORE. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    PickupService_FindPickup: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                storeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.FindPickupRequest"];
            };
        };
        responses: {
            /** @description The pickup of the code. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.FindPickupResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED, NOT_YOUR_STORE. */
            403: components["responses"]["Problem"];
            /** @description PICKUP_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    Gateway_WatchStreams: {
        parameters: {
            query: {
                /** @description What Last-Event-ID says, for a new EventSource, which cannot send it. The header is stronger. */
                lastEventId?: string;
                /** @description Path and query of an event stream, such as `/v1/carts/c1:watch`; percent-encoded where it has a query of its own. */
                watch: string[];
            };
            header?: {
                /** @description Id of the last event that was seen: the stream goes on behind it. */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of events; the data of each is this JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @description The data of an event of the watch; a problem in an `error` event; null in an `end` event. */
                        data: unknown;
                        /** @description The watch, as the request names it. */
                        watch: string;
                    };
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED, TICKET_INVALID, TICKET_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description NOT_ACCEPTABLE. */
            406: components["responses"]["Problem"];
            /** @description RATE_LIMITED, TOO_MANY_STREAMS. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    TrackingLinkService_GetTrackedOrder: {
        parameters: {
            query?: {
                /** @description Of the explanation, BCP 47; `en` when empty or not supported. */
                language?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An order as others see it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.GetTrackedOrderResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description GRANT_NOT_VALID. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ShipmentService_IngestTrackingEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.orders.v1.IngestTrackingEventsRequest"];
            };
        };
        responses: {
            /** @description One answer per report, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.orders.v1.IngestTrackingEventsResponse"];
                };
            };
            /** @description INVALID_FIELD, BATCH_TOO_LARGE. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    Gateway_ShowUnsubscription: {
        parameters: {
            query?: never;
            header?: {
                /** @description The languages that the reader prefers. */
                "Accept-Language"?: string;
            };
            path: {
                /** @description From the message. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A page that says that the link does not work. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ContactService_Unsubscribe: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                /** @description Signed; names contact, purpose and medium. */
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.messaging.v1.UnsubscribeRequest"];
                "application/x-www-form-urlencoded": {
                    /** @enum {string} */
                    "List-Unsubscribe": "One-Click";
                };
                "multipart/form-data": {
                    /** @enum {string} */
                    "List-Unsubscribe": "One-Click";
                };
            };
        };
        responses: {
            /** @description What is withdrawn. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.messaging.v1.UnsubscribeResponse"];
                    "text/html": string;
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description GRANT_NOT_VALID. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    ContactService_GetUnsubscription: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                /** @description Signed; names contact, purpose and medium. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the link is about. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.messaging.v1.GetUnsubscriptionResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description GRANT_NOT_VALID. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WalletService_GetWalletLiability: {
        parameters: {
            query?: {
                /** @description As 2026-11. */
                month?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the shop owes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.GetWalletLiabilityResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WalletService_GetWallet: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                walletId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A wallet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.GetWalletResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description WALLET_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WalletService_TransferWallet: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                walletId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.TransferWalletRequest"];
            };
        };
        responses: {
            /** @description The wallet after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.TransferWalletResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, SAME_WALLET. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description WALLET_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, INSUFFICIENT_BALANCE, WALLET_NOT_ACTIVE, WALLET_CURRENCY, WALLET_FULL. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WalletService_HoldWallet: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                walletId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.HoldWalletRequest"];
            };
        };
        responses: {
            /** @description The hold. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.HoldWalletResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description WALLET_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, INSUFFICIENT_BALANCE, WALLET_NOT_ACTIVE, WALLET_CURRENCY. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WalletService_CaptureWalletHold: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                holdId: string;
                walletId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.CaptureWalletHoldRequest"];
            };
        };
        responses: {
            /** @description The captured hold. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.CaptureWalletHoldResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description HOLD_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, HOLD_RELEASED, HOLD_EXPIRED, HOLD_ALREADY_CAPTURED, CHECKOUT_HOLD, CAPTURE_EXCEEDS_HOLD, WALLET_CURRENCY. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WalletService_RefundToWallet: {
        parameters: {
            query?: never;
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                holdId: string;
                walletId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.RefundToWalletRequest"];
            };
        };
        responses: {
            /** @description The hold after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.RefundToWalletResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description HOLD_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description REFUND_ID_TAKEN, HOLD_NOT_CAPTURED, CHECKOUT_HOLD, REFUND_EXCEEDS_CAPTURED, WALLET_CURRENCY. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WalletService_ReleaseWalletHold: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                holdId: string;
                walletId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.loyalty.v1.ReleaseWalletHoldRequest"];
            };
        };
        responses: {
            /** @description The released hold. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.loyalty.v1.ReleaseWalletHoldResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description HOLD_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, HOLD_ALREADY_CAPTURED, CHECKOUT_HOLD. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    Gateway_ReceiveCarriersWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same each time that this delivery is sent. */
                "webhook-id"?: string;
                /** @description One or more of `v1,` and the base64 HMAC-SHA256 of id, full stop, timestamp, full stop and body, separated by spaces. */
                "webhook-signature"?: string;
                /** @description Seconds since 1970. */
                "webhook-timestamp"?: number;
            };
            path: {
                /** @description Names the sender's secrets, and the data file that understands its documents. */
                source: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Taken, now or before. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_FIELD, MALFORMED_REQUEST. */
            400: components["responses"]["Problem"];
            /** @description SIGNATURE_INVALID, TIMESTAMP_OUTSIDE_WINDOW. */
            401: components["responses"]["Problem"];
            /** @description BODY_TOO_LARGE. */
            413: components["responses"]["Problem"];
            /** @description UNSUPPORTED_CONTENT_TYPE. */
            415: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    Gateway_ReceivePaymentsWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same each time that this delivery is sent. */
                "webhook-id"?: string;
                /** @description One or more of `v1,` and the base64 HMAC-SHA256 of id, full stop, timestamp, full stop and body, separated by spaces. */
                "webhook-signature"?: string;
                /** @description Seconds since 1970. */
                "webhook-timestamp"?: number;
            };
            path: {
                /** @description Names the sender's secrets, and the data file that understands its documents. */
                source: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Taken, now or before. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_FIELD, MALFORMED_REQUEST. */
            400: components["responses"]["Problem"];
            /** @description SIGNATURE_INVALID, TIMESTAMP_OUTSIDE_WINDOW. */
            401: components["responses"]["Problem"];
            /** @description BODY_TOO_LARGE. */
            413: components["responses"]["Problem"];
            /** @description UNSUPPORTED_CONTENT_TYPE. */
            415: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WishlistService_ListWishlists: {
        parameters: {
            query?: {
                /** @description Empty for the caller's own. Required for agents. */
                ownerId?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An owner's wishlists, without items. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.ListWishlistsResponse"];
                };
            };
            /** @description INVALID_FIELD. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WishlistService_CreateWishlist: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.CreateWishlistRequest"];
            };
        };
        responses: {
            /** @description The new wishlist. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.CreateWishlistResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED, WISHLIST_LIMIT. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WishlistService_GetWishlist: {
        parameters: {
            query?: {
                /** @description Whose prices and stock are meant; empty for items without them. */
                market?: string;
            };
            header?: {
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                wishlistId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One wishlist. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.GetWishlistResponse"];
                };
            };
            /** @description INVALID_FIELD, MARKET_UNKNOWN. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description WISHLIST_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WishlistService_DeleteWishlist: {
        parameters: {
            query?: {
                /** @description The version that the caller saw; 0 for whatever it is. */
                expectedVersion?: string;
            };
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                wishlistId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.DeleteWishlistResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description WISHLIST_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, WISHLIST_CHANGED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WishlistService_EditWishlist: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                wishlistId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.EditWishlistRequest"];
            };
        };
        responses: {
            /** @description What became of each edit, and the list afterwards. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.EditWishlistResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, BATCH_TOO_LARGE. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description WISHLIST_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, WISHLIST_CHANGED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WishlistService_MoveCartLineToWishlist: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                wishlistId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.MoveCartLineToWishlistRequest"];
            };
        };
        responses: {
            /** @description The move. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.MoveCartLineToWishlistResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, DEVICE_MISMATCH. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description WISHLIST_NOT_FOUND, CART_NOT_FOUND, LINE_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CART_IN_CHECKOUT. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED, ITEM_LIMIT. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WishlistService_RenameWishlist: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                wishlistId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.RenameWishlistRequest"];
            };
        };
        responses: {
            /** @description The wishlist under its new name, without items. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.RenameWishlistResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description WISHLIST_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, WISHLIST_CHANGED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WishlistService_CreateWishlistLink: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                wishlistId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.CreateWishlistLinkRequest"];
            };
        };
        responses: {
            /** @description A link to a wishlist. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.CreateWishlistLinkResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description WISHLIST_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WishlistService_RevokeWishlistLink: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                wishlistId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.RevokeWishlistLinkRequest"];
            };
        };
        responses: {
            /** @description No link is good any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.RevokeWishlistLinkResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description WISHLIST_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    WishlistService_MoveWishlistItemToCart: {
        parameters: {
            query?: never;
            header: {
                /** @description Chosen by the device and kept until it has an answer: the same key never takes effect twice. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description Seconds that the caller waits. */
                "X-Request-Timeout"?: components["parameters"]["RequestTimeout"];
            };
            path: {
                itemId: string;
                wishlistId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["omnichannel.cart.v1.MoveWishlistItemToCartRequest"];
            };
        };
        responses: {
            /** @description The move. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["omnichannel.cart.v1.MoveWishlistItemToCartResponse"];
                };
            };
            /** @description INVALID_FIELD, IDEMPOTENCY_KEY_MISSING, BATCH_TOO_LARGE, DEVICE_MISMATCH. */
            400: components["responses"]["Problem"];
            /** @description TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED. */
            401: components["responses"]["Problem"];
            /** @description ROLE_NOT_ALLOWED. */
            403: components["responses"]["Problem"];
            /** @description WISHLIST_NOT_FOUND, ITEM_NOT_FOUND, CART_NOT_FOUND. */
            404: components["responses"]["Problem"];
            /** @description IDEMPOTENCY_KEY_REUSED, CONCURRENT_CHANGE, CART_IN_CHECKOUT. */
            409: components["responses"]["Problem"];
            /** @description RATE_LIMITED. */
            429: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
}
