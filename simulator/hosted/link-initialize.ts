// The script that a page includes to embed Link, in place of https://cdn.plaid.com/link/v2/stable/link-initialize.js
// (https://plaid.com/docs/link/web). It shows Link in a frame, and passes on what the frame says.
export const linkInitialize = `(() => {
  const origin = new URL(document.currentScript.src).origin;

  function create({ token, receivedRedirectUri, onSuccess, onExit, onEvent, onLoad }) {
    let frame = null;
    let told = 0;

    function destroy() {
      window.removeEventListener('message', hear);
      frame?.remove();
      frame = null;
    }

    function hear({ source, data }) {
      if (!frame || source !== frame.contentWindow) return;
      for (const { name, metadata } of data.events.slice(told)) onEvent?.(name, metadata);
      told = data.events.length;
      if (data.leave) window.location.assign(data.leave);
      if (!data.success && !data.exit) return;
      destroy();
      if (data.success) onSuccess(data.success.public_token, data.success.metadata);
      else onExit?.(data.exit.error, data.exit.metadata);
    }

    function show(more) {
      const query = new URLSearchParams({ token, ...more });
      if (receivedRedirectUri) query.set('received_redirect_uri', receivedRedirectUri);
      if (!frame) {
        frame = document.createElement('iframe');
        frame.id = 'plaid-link-iframe-1';
        frame.title = 'Plaid Link';
        frame.style = 'position:fixed;inset:0;width:100%;height:100%;border:0;z-index:9999999999';
        window.addEventListener('message', hear);
        document.body.append(frame);
      }
      frame.src = origin + '/link/v2/stable/link.html?' + query;
    }

    if (onLoad) setTimeout(onLoad);
    return { open: () => show({}), exit: () => frame && show({ exit: 'true' }), destroy };
  }

  window.Plaid = { create };
})();
`;
