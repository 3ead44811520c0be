/** Entry of the one script: defines <michishirube-chat>. A second copy of the script on a page changes nothing. */
import { MichishirubeChat } from './element.ts';

const script = document.currentScript;
if (script instanceof HTMLScriptElement && script.src !== '') MichishirubeChat.home = new URL(script.src).origin;
if (!customElements.get('michishirube-chat')) customElements.define('michishirube-chat', MichishirubeChat);
