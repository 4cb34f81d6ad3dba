// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <random>
#include <vector>

namespace landline::bench {

/// Messages like those of people: a few words make up most of them, most words are rare (Zipf), some are Chinese. The
/// same in every run.
class SearchCorpus {
public:
    SearchCorpus();

    /// 3 to 20 words, or now and then a run of ideographs or a link.
    QString message();
    /// The word of that rank, 0 for the most frequent.
    QString word(std::size_t rank) const { return m_words.at(rank); }
    std::size_t size() const { return m_words.size(); }
    /// A piece of a run.
    QString ideographs(int count);
    /// Below the bound.
    std::size_t any(std::size_t bound) { return m_random() % bound; }

private:
    std::mt19937_64 m_random;
    std::vector<QString> m_words;
    std::vector<double> m_shares; ///< Of all words up to each.
};

} // namespace landline::bench
