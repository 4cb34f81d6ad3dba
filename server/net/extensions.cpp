// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/extensions.h"

#include "server/net/deflater.h"

#include <QSet>

#include <algorithm>

namespace landline::server {

namespace {

/// RFC 9110 section 5.6.2.
bool isTokenCharacter(char c)
{
    const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool isDigit = c >= '0' && c <= '9';
    return isLetter || isDigit || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

/// Reads a field's value from its beginning, one part after another.
class FieldReader {
public:
    explicit FieldReader(QByteArrayView field)
        : m_rest(field)
    {
    }

    bool isAtEnd()
    {
        skipBlanks();
        return m_rest.isEmpty();
    }
    bool take(char wanted)
    {
        skipBlanks();
        if (!m_rest.startsWith(wanted)) {
            return false;
        }
        m_rest = m_rest.sliced(1);
        return true;
    }
    /// Empty where there is none.
    QByteArray takeToken()
    {
        skipBlanks();
        const auto* end = std::find_if_not(m_rest.begin(), m_rest.end(), isTokenCharacter);
        const auto token = m_rest.first(end - m_rest.begin());
        m_rest = m_rest.sliced(token.size());
        return token.toByteArray();
    }
    /// What is between quotes, of which one has been taken; it must be a token as well. Empty where it is not.
    QByteArray takeQuoted()
    {
        QByteArray text;
        while (!m_rest.isEmpty()) {
            char c = m_rest.front();
            m_rest = m_rest.sliced(1);
            if (c == '"') {
                return text;
            }
            if (c == '\\' && !m_rest.isEmpty()) {
                c = m_rest.front();
                m_rest = m_rest.sliced(1);
            }
            if (!isTokenCharacter(c)) {
                return {};
            }
            text.append(c);
        }
        return {};
    }

private:
    void skipBlanks()
    {
        while (m_rest.startsWith(' ') || m_rest.startsWith('\t')) {
            m_rest = m_rest.sliced(1);
        }
    }

    QByteArrayView m_rest;
};

std::optional<ExtensionParameter> readParameter(FieldReader& reader)
{
    ExtensionParameter parameter { reader.takeToken(), std::nullopt };
    if (parameter.name.isEmpty()) {
        return std::nullopt;
    }
    if (reader.take('=')) {
        parameter.value = reader.take('"') ? reader.takeQuoted() : reader.takeToken();
        if (parameter.value->isEmpty()) {
            return std::nullopt;
        }
    }
    return parameter;
}

std::optional<ExtensionOffer> readOffer(FieldReader& reader)
{
    ExtensionOffer offer { reader.takeToken(), {} };
    if (offer.name.isEmpty()) {
        return std::nullopt;
    }
    while (reader.take(';')) {
        const auto parameter = readParameter(reader);
        if (!parameter) {
            return std::nullopt;
        }
        offer.parameters.append(*parameter);
    }
    return offer;
}

/// "A decimal integer without leading zeroes between 8 and 15" (RFC 7692 section 7.1.2).
std::optional<int> windowBitsOf(const QByteArray& text)
{
    static const QList<QByteArray> allowed { "8", "9", "10", "11", "12", "13", "14", "15" };
    const auto index = allowed.indexOf(text);
    return index < 0 ? std::nullopt : std::optional(static_cast<int>(index) + 8);
}

std::optional<DeflateAgreement> accept(const ExtensionOffer& offer)
{
    QSet<QByteArray> seen;
    std::optional<int> serverBits;
    for (const auto& [name, value] : offer.parameters) {
        if (seen.contains(name)) {
            return std::nullopt;
        }
        seen.insert(name);
        const auto bits = value ? windowBitsOf(*value) : std::nullopt;
        if (name == "server_no_context_takeover" || name == "client_no_context_takeover") {
            if (value) {
                return std::nullopt;
            }
        } else if (name == "server_max_window_bits") {
            if (!bits || *bits < Deflater::leastWindowBits) {
                return std::nullopt;
            }
            serverBits = bits;
        } else if (name == "client_max_window_bits") {
            // Only a hint: any window of the client's can be read.
            if (value && !bits) {
                return std::nullopt;
            }
        } else {
            return std::nullopt;
        }
    }
    DeflateAgreement agreement { Deflater::usualWindowBits,
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover" };
    if (serverBits) {
        agreement.windowBits = std::min(*serverBits, Deflater::usualWindowBits);
        agreement.answer += "; server_max_window_bits=" + QByteArray::number(agreement.windowBits);
    }
    return agreement;
}

} // namespace

std::optional<QList<ExtensionOffer>> readExtensions(QByteArrayView field)
{
    FieldReader reader(field);
    QList<ExtensionOffer> offers;
    while (true) {
        while (reader.take(',')) { } // empty elements mean nothing (RFC 9110 section 5.6.1)
        if (reader.isAtEnd()) {
            return offers;
        }
        const auto offer = readOffer(reader);
        if (!offer) {
            return std::nullopt;
        }
        offers.append(*offer);
        if (!reader.isAtEnd() && !reader.take(',')) {
            return std::nullopt;
        }
    }
}

std::optional<DeflateAgreement> agreeOnDeflate(const QList<ExtensionOffer>& offers)
{
    for (const auto& offer : offers) {
        if (offer.name != "permessage-deflate") {
            continue;
        }
        if (const auto agreement = accept(offer)) {
            return agreement;
        }
    }
    return std::nullopt;
}

} // namespace landline::server
