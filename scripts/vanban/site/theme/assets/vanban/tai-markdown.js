/* Văn Bản: the text of a document's page as a Markdown file, made from the page itself, so that it
   works from a disk and under a strict policy alike. */
(function () {
  "use strict";
  var vanban = window.vanban = window.vanban || {};
  var OURS = ".headerlink, .vb-duoc-dan, .vb-cite__dau, .footnote-backref";

  function plain(text) { return text.replace(/\s+/g, " "); }

  function inline(node) {
    if (node.nodeType === 3) return plain(node.nodeValue).replace(/([*_`[\]])/g, "\\$1");
    if (node.nodeType !== 1 || node.matches(OURS)) return "";
    var inner = Array.prototype.map.call(node.childNodes, inline).join("");
    if (node.matches("strong, b")) return "**" + inner.trim() + "**";
    if (node.matches("em, i")) return "*" + inner.trim() + "*";
    if (node.matches("br")) return "  \n";
    if (node.matches("sup")) return "[^" + inner + "]";
    if (node.matches("a[href^=http]")) return "[" + inner + "](" + node.getAttribute("href") + ")";
    return inner;
  }

  function rows(table) {
    var out = Array.prototype.map.call(table.rows, function (row) {
      return "| " + Array.prototype.map.call(row.cells, function (cell) {
        return inline(cell).trim().replace(/\|/g, "\\|");
      }).join(" | ") + " |";
    });
    out.splice(1, 0, "|" + " --- |".repeat(table.rows[0].cells.length));
    return out.join("\n");
  }

  function blocks(parent) {
    return Array.prototype.map.call(parent.children, block).filter(Boolean).join("\n\n");
  }

  function block(node) {
    var level = /^H([1-6])$/.exec(node.tagName);
    if (node.matches("aside, .headerlink")) return "";
    if (level) return "#".repeat(+level[1]) + " " + inline(node).trim();
    if (node.matches("ul, ol")) {
      return Array.prototype.map.call(node.children, function (item) { return "- " + inline(item).trim(); }).join("\n");
    }
    if (node.matches("table")) return rows(node);
    if (node.matches("blockquote")) return blocks(node).replace(/^/gm, "> ");
    if (node.matches("hr")) return "---";
    if (node.matches("div")) return blocks(node);
    return inline(node).trim();
  }

  function words(selector) {
    var found = document.querySelector(selector);
    return found ? plain(found.textContent).trim() : "";
  }

  vanban.markdown = function () {
    var head = ["# " + words(".vb-ten__loai"), words(".vb-ten__trich")];
    head.push([words(".vb-dau__co-quan"), words(".vb-dau__ngay")].filter(Boolean).join(", "));
    head.push("> " + words(".vb-tinh-trang__dong") + ". " + location.href.split("#")[0]);
    return head.filter(Boolean).join("\n\n") + "\n\n" + blocks(document.querySelector(".vb-than")) + "\n";
  };

  vanban.taiMarkdown = function () {
    var parts = location.pathname.replace(/(index\.html)?$/, "").split("/").filter(Boolean);
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([vanban.markdown()], { type: "text/markdown;charset=utf-8" }));
    link.download = (parts.pop() || "van-ban") + ".md";
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  };
})();
