/* XML replies: any bytes are a tree or an error, and what is a tree can be walked and freed. */
#include "engine/base/mem.h"
#include "engine/base/xml.h"
#include "fuzz.h"

static size_t walk(struct xml_node *node, int depth)
{
        size_t count = 0;

        if (depth > XML_DEPTH_MAX)
                fuzz_fail("deeper than said");
        for (; node; node = node->next) {
                char *text = xml_content(node);

                if (!node->name || !*node->name)
                        fuzz_fail("an element without a name");
                if (node->child && node->text)
                        fuzz_fail("text beside elements");
                count += 1 + walk(node->child, depth + 1);
                free(text);
        }
        return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct err err = ERR_INIT;
        struct xml_node *root;

        if (xml_parse((const char *)data, size, &root, &err)) {
                if (!root || root->next || walk(root, 1) > size)
                        fuzz_fail("more elements than bytes");
        } else if (root || !err_is(&err, ERR_INVALID)) {
                fuzz_fail("neither a tree nor an error");
        }
        xml_free(root);
        err_clear(&err);
        return 0;
}
